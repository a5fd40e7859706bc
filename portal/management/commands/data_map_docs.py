"""How the data map is read by people: it writes docs/data-map.md, or with `--check` says whether that is current."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.data_map_check import personal

HEAD = (
    "# Personal data\n\nWritten by `manage.py data_map_docs` from the data maps of the apps and of borrowed tables.\n"
    "When a person deletes the account, what is `erased` goes at once; what stays is a number, a day, a sum or a code\n"
    "that leads to nobody, or is encrypted and opened by an auditor alone (`accounts/rights`).\n\n"
)
TABLE = "| column | purpose | basis | kept | when the account is deleted |\n|---|---|---|---|---|\n"


class Command(BaseCommand):
    help = "Writes docs/data-map.md from the data maps."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail where the file is not current.")

    def handle(self, *args: Any, **options: Any) -> None:
        file = settings.BASE_DIR / "docs" / "data-map.md"
        text = HEAD + TABLE + "".join(_row(*entry) for entry in personal())
        if not options["check"]:
            file.write_text(text, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            raise CommandError("docs/data-map.md is not current: run manage.py data_map_docs")


def _row(app: str, name: str, entry: Any) -> str:
    fate = "stays" if entry.is_kept else "erased"
    return f"| {app}.{name} | {entry.purpose} | {entry.basis} | {entry.retention} | {fate} |\n"
