"""How may a test empty, or tamper with, tables that the database itself protects?"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction
from django.test import TransactionTestCase

from portal.audit.trigger_sql import held

PATIENCE = "10s"


@contextmanager
def switched_off(using: str = "default") -> Iterator[None]:
    """No trigger of any table fires inside; afterwards each stands as before."""
    connection = connections[using]
    present = held(connection)
    if connection.vendor == "postgresql":
        tables = sorted({table for table, *_shape in present.values()})
        if connection.in_atomic_block:  # in which a seal leaves its own second, when autovacuum begins to yield
            _execute(connection, [f"SET LOCAL lock_timeout = '{PATIENCE}'"])
        _execute(connection, [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables])
        again = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]
    else:
        _execute(connection, [f"DROP TRIGGER {name}" for name in present])
        again = [sql for _table, sql in present.values()]
    try:
        yield
    finally:
        _execute(connection, again)


def let_tests_flush() -> None:
    """From now on the emptying of the tables after a TransactionTestCase gets past the triggers."""

    def teardown(self: TransactionTestCase) -> None:
        for using in self._databases_names(include_mirrors=False):
            with switched_off(using):
                _empty(connections[using])

    TransactionTestCase._fixture_teardown = teardown


MADE_BY_MIGRATING = {"django_migrations", "django_content_type", "auth_permission"}


def _empty(connection: Any) -> None:
    """Delete the rows of those tables that have any. Django's way makes anew what migrating made, and on PostgreSQL the
    files of all tables, which takes ten times as long."""
    with connection.cursor() as cursor:
        names = sorted(set(connection.introspection.table_names(cursor)) - MADE_BY_MIGRATING)
        cursor.execute("SELECT " + ", ".join(f'EXISTS (SELECT 1 FROM "{name}")' for name in names))
        filled = [name for name, has_rows in zip(names, cursor.fetchone(), strict=True) if has_rows]
    with transaction.atomic(connection.alias):  # who points to whom is looked at when all are gone
        _execute(connection, [f'DELETE FROM "{name}"' for name in filled])


def _execute(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
