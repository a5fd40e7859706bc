"""`manage.py notification_docs`: write docs/notifications.md from the texts, or say that it is out of date."""

import argparse
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.notifications.docs import document


class Command(BaseCommand):
    help = "Writes docs/notifications.md; --check only compares."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing; fail if the file is out of date.")

    def handle(self, *args: object, check: bool = False, **options: object) -> None:
        file = Path(settings.BASE_DIR) / "docs" / "notifications.md"
        text = document()
        if not check:
            file.write_text(text, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            raise CommandError("docs/notifications.md is out of date: run manage.py notification_docs.")
