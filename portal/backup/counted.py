"""What does a backup say of the database it holds: how many rows, which migrations, up to which seal?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Counted:
    """`seal` is the number of the newest seal, 0 before the first."""

    rows: dict[str, int]
    migrations: list[str]
    seal: int


def counted(cursor: Any, tables: Iterable[str]) -> Counted:
    """By a cursor of the database's own driver or of Django."""
    rows = {table: _one(cursor, f'SELECT count(*) FROM "{table}"') for table in sorted(tables)}  # noqa: S608
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    migrations = [f"{app}.{name}" for app, name in cursor.fetchall()]
    return Counted(rows, migrations, _one(cursor, "SELECT coalesce(max(number), 0) FROM portal_seal"))


def _one(cursor: Any, statement: str) -> int:
    cursor.execute(statement)
    return int(cursor.fetchone()[0])
