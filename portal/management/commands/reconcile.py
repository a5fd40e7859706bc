"""Whether every invariant holds in this database: read-only, the same command for tests, faults and production."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from portal.reconcile import findings


class Command(BaseCommand):
    help = "Checks every invariant and exits with 1 where one does not hold. Changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        total = 0
        with _read_only():
            for name, found in findings():
                total += len(found)
                self.stdout.write(f"{name}: {'holds' if not found else f'{len(found)} found'}")
                for line in found:
                    self.stdout.write(f"  {line}")
        if total:
            raise CommandError(f"{total} findings", returncode=1)


@contextmanager
def _read_only() -> Iterator[None]:
    """One snapshot in which the database itself refuses a write."""
    if connection.vendor == "sqlite":
        with _query_only():
            yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        if len(connection.savepoint_ids) == 0:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _query_only() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA query_only = OFF")
