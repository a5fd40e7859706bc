"""`manage.py backup`: database, files and log of the seals into a new folder, while the portal runs."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.backup.problem import Problem
from portal.backup.take import take


class Command(BaseCommand):
    help = "Take a backup. Keys are not in it: keep them elsewhere (docs/backup.md)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, default=settings.VAR_DIR / "backups", help="The folder of all backups.")

    def handle(self, *args: Any, to: Path, **options: Any) -> None:
        try:
            folder = take(to)
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Backup taken: {folder}")
        self.stdout.write(
            "It holds personal data, and no keys: without FIELD_KEYS and BLIND_INDEX_KEY it is of no use."
        )
