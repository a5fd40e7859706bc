"""How may a test empty, or tamper with, tables that the database itself protects?"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.test import TransactionTestCase

from portal.audit.trigger_sql import held


@contextmanager
def switched_off(using: str = "default") -> Iterator[None]:
    """No trigger of any table fires inside; afterwards each stands as before."""
    connection = connections[using]
    present = held(connection)
    if connection.vendor == "postgresql":
        tables = sorted({table for table, *_shape in present.values()})
        _execute(connection, [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables])
        again = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]
    else:
        _execute(connection, [f"DROP TRIGGER {name}" for name in present])
        again = []
    try:
        yield
    finally:
        if connection.vendor == "sqlite":  # a flush has already sent post_migrate, which makes those of the list
            again = [sql for name, (_table, sql) in present.items() if name not in held(connection)]
        _execute(connection, again)


def let_tests_flush() -> None:
    """From now on Django's own emptying of the tables after a TransactionTestCase gets past the triggers."""
    original = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        for using in self._databases_names(include_mirrors=False):
            with switched_off(using):
                original(self)

    TransactionTestCase._fixture_teardown = teardown


def _execute(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
