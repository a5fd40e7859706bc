"""`manage.py run`: the whole portal on this machine, until Ctrl-C."""

import argparse

from django.core.management.base import BaseCommand, CommandError

from portal.run.child import end_with_parent
from portal.run.problem import Problem
from portal.run.supervisor import Supervisor


class Command(BaseCommand):
    help = "Make everything ready, start web server and worker, and stop them together."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--end-with-parent", action="store_true", help="Stop when the process that called ends.")

    def handle(self, *args: object, **options: bool) -> None:
        if options["end_with_parent"]:
            end_with_parent()
        try:
            Supervisor().run()
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write("Stopped.")
