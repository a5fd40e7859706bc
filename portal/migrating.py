"""How does a migration give way to the requests that are served meanwhile?

A statement that changes a table waits for those who read it, and all who come later wait behind it. So on PostgreSQL it
waits briefly and works briefly, and gives up before any request does (`servers.POSTGRESQL`: ten seconds for a lock);
nothing is changed then, and `manage.py migrate` is run again at a quieter moment. Where a migration of two tables and
a request wait for each other, PostgreSQL ends whoever finds out, after `deadlock_timeout`, a second: by then the
migration has given up, since it takes all its tables first (`held_together`).

Rows of before get what a new column says (`portal.audit.triggers.copy_column`) some at a time, so that none is held for
long.
"""

from typing import Any

from django.db import connections
from django.db.models import OuterRef, Subquery

from .held_together import HoldTogether

WAITS, WORKS = "500ms", "6s"
SOME = 500


def give_way(using: str = "default", plan: Any = (), **signal: Any) -> None:
    """Also where there is nothing to migrate: triggers that have changed are made anew all the same."""
    _execute(using, f"SET lock_timeout = '{WAITS}'", f"SET statement_timeout = '{WORKS}'")
    for migration, _is_backwards in plan:
        if migration.atomic:
            migration.operations = [HoldTogether(migration.operations), *migration.operations]


def as_before(using: str = "default", **signal: Any) -> None:
    _execute(using, "RESET lock_timeout", "RESET statement_timeout")


def fill(model: Any, column: str, of: str) -> None:
    """In a migration that is not atomic: give `column`, where it is empty, what that of the row named by the foreign
    key `of` says. Broken off, it goes on."""
    said = model._meta.get_field(of).related_model.objects.filter(pk=OuterRef(of)).values(column)
    rows = model.objects.filter(**{f"{column}__isnull": True}).order_by("pk")
    last = 0
    while found := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:SOME]):
        rows.filter(pk__in=found).update(**{column: Subquery(said)})
        last = found[-1]


def let_go(schema_editor: Any, table: str, column: str) -> None:
    """Taken back: nothing may fill a column that is gone. On SQLite `make_way` of the triggers has seen to it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_copies_{column} CASCADE")


def _execute(using: str, *statements: str) -> None:
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
