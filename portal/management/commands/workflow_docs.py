"""`manage.py workflow_docs`: write docs/workflows.md from the tables, or say that it is out of date."""

import argparse
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.workflow.docs import document
from portal.workflow.table import workflows


class Command(BaseCommand):
    help = "Writes docs/workflows.md; --check only compares."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing; fail if the file is out of date.")

    def handle(self, *args: object, check: bool = False, **options: object) -> None:
        file = Path(settings.BASE_DIR) / "docs" / "workflows.md"
        text = document(workflows.values())
        if not check:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            raise CommandError("docs/workflows.md is out of date: run manage.py workflow_docs.")
