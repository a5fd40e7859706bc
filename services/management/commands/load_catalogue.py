"""`manage.py load_catalogue`: bring the catalogue up to its data files; officials' edits stay."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from policies.catalogue.loading.load import Report, load
from policies.catalogue.loading.table import BadRowError
from policies.tables import TABLES as POLICY_TABLES
from services.tables import TABLES as SERVICE_TABLES


class Command(BaseCommand):
    help = "Load tiers, policies, programmes and services from their data files. May be run again at any time."

    @transaction.atomic
    def handle(self, *args: object, verbosity: int = 1, **options: Any) -> None:
        for table in POLICY_TABLES + SERVICE_TABLES:
            try:
                report = load(table)
            except BadRowError as error:
                raise CommandError(str(error)) from error
            if verbosity:
                self.tell(report)

    def tell(self, report: Report) -> None:
        self.stdout.write(
            f"{report.table}: {report.created} new, {report.updated} changed, {report.unchanged} as before"
        )
        for line in report.kept:
            self.stdout.write(f"  kept {line}")
