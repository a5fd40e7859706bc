"""`manage.py restore`: put a backup back, check it, and keep every message until somebody releases them."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from portal.backup.problem import Problem
from portal.backup.restore import restore


class Command(BaseCommand):
    help = "Restore a backup into an empty place, or with --replace over what is there; then check everything."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="The folder that `backup` named.")
        parser.add_argument("--replace", action="store_true", help="Throw away what is in the database and the files.")

    def handle(self, *args: Any, folder: Path, replace: bool, **options: Any) -> None:
        try:
            manifest = restore(folder, replace=replace)
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Restored: the portal of {manifest['made_at']}, {sum(manifest['rows'].values())} rows.")
        call_command("verify_history", stdout=self.stdout)
        call_command("reconcile", stdout=self.stdout)
        self.stdout.write("Messages are held: look at `manage.py outbox`, then `manage.py outbox release`.")
