"""How does a migration give way to the requests that are served meanwhile?

A statement that changes a table waits for those who read it, and all who come later wait behind it. So on PostgreSQL it
waits briefly and works briefly, and gives up before any request does (`servers.POSTGRESQL`: ten seconds for a lock);
nothing is changed then, and `manage.py migrate` is run again at a quieter moment. Where a migration of two tables and
a request wait for each other, PostgreSQL ends whoever finds out, after `deadlock_timeout`, a second: by then the
migration has given up.
"""

from typing import Any

from django.db import connections

WAITS, WORKS = "500ms", "6s"


def give_way(using: str = "default", plan: Any = (), **signal: Any) -> None:
    if plan:
        _execute(using, f"SET lock_timeout = '{WAITS}'", f"SET statement_timeout = '{WORKS}'")


def as_before(using: str = "default", **signal: Any) -> None:
    _execute(using, "RESET lock_timeout", "RESET statement_timeout")


def _execute(using: str, *statements: str) -> None:
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
