"""`manage.py translations`: bring the Chinese sentences up to date, or say what is wrong with them."""

import argparse
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.translations.check import findings
from portal.translations.extract import extracted
from portal.translations.pofile import compile_po, merged, po_path, read, read_merged, write


class Command(BaseCommand):
    help = "Extract, sort and compile the translations; --check only looks, --compile only compiles."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Change nothing; fail on a missing, empty, fuzzy, double or unused sentence.",
        )
        parser.add_argument("--compile", action="store_true", help="Only write the .mo file (if it is out of date).")

    def handle(self, *args: object, **options: bool) -> None:
        file = po_path()
        if options["check"]:
            self.check_file()
            return
        if not options["compile"]:
            self.bring_up_to_date(file)
        compile_po(file)

    def bring_up_to_date(self, file: Path) -> None:
        write(merged(read_merged(file), extracted()), file)
        empty = [message.id for message in read(file) if message.id and not message.string]
        for text in empty:
            self.stdout.write(f"without translation: {text!r}")

    def check_file(self) -> None:
        wrong = findings(po_path(), extracted())
        for line in wrong:
            self.stdout.write(line)
        if wrong:
            raise CommandError(f"{len(wrong)} faults; without --check this command adds, drops and sorts.")
