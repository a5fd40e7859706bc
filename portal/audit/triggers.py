"""Which rows does the database itself refuse, which totals and columns does it keep, and are those triggers there?"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connections, transaction

from .copy_sql import Copy
from .total_sql import Total
from .trigger_sql import Listed, Trigger, Wanted, held, wanted

TRIGGERS: dict[str, Listed] = {}
LONGEST_NAME = 50
ALWAYS = {"postgresql": "TRUE", "sqlite": "1"}
DIFFERS = {"postgresql": "IS DISTINCT FROM", "sqlite": "IS NOT"}


def register(
    name: str, table: str, events: Iterable[str], *, postgresql: str, sqlite: str, message: str, level: str = "ROW"
) -> None:
    """Refuse every row for which the condition holds, written over NEW and OLD in the words of each database.

    `events` are INSERT, UPDATE and DELETE, or TRUNCATE alone with level STATEMENT (PostgreSQL). An empty condition
    leaves that database without the trigger. The refusal reaches Python as IntegrityError with `message`.
    """
    conditions = {"postgresql": postgresql, "sqlite": sqlite}
    _list(name, Trigger(name, table, tuple(events), message, level, conditions))


def keep_total(into: str, of: str, *, amount: str, by: dict[str, str], order: str) -> None:
    """Keep in `into`, a table with a unique row for each `by`, the sum of the money `amount` over the rows of `of`.

    `by` has each column as SQL about `{row}`; null refuses the write. A statement changes the totals in `order`, so
    that no two wait for each other. Of what stood before, and after a trigger was missing, `install` adds up all.
    """
    _list(into, Total(into, of, amount, tuple(by.items()), order))


def copy_column(table: str, column: str, *, of: str) -> None:
    """Keep in `column`, which may be null, of each row of `table` what `of` says: SQL about `{row}`, best one value of
    a row that is found by its key. What that row says must not change later: register what refuses it.
    """
    name = f"{table}_copies_{column}"
    _list(name, Copy(name, table, column, of))


def _list(name: str, listed: Listed) -> None:
    if len(name) > LONGEST_NAME:
        raise ValueError(f"The trigger name {name} is longer than {LONGEST_NAME} characters.")
    if TRIGGERS.setdefault(name, listed) != listed:
        raise ValueError(f"Two triggers are named {name}.")


def append_only(table: str, *, words: str = "", fixed: Iterable[str] = ()) -> None:
    """Rows of `table` are written once: no UPDATE, no DELETE, no TRUNCATE.

    `words` names a column of free text that may be emptied, since a person can have what was written about them
    erased; `fixed` are all the other columns, none of which changes with it.
    """
    said = f"{table} is append-only"
    register(f"{table}_keep", table, ("DELETE",) if words else ("UPDATE", "DELETE"), **ALWAYS, message=said)
    if words:
        register(f"{table}_keep_but_words", table, ("UPDATE",), **_more_than_emptied(words, fixed), message=said)
    register(f"{table}_keep_all", table, ("TRUNCATE",), postgresql="TRUE", sqlite="", message=said, level="STATEMENT")


def append_only_while(table: str, *, moment: str, days: int) -> None:
    """The same for rows that may be deleted `days` after `moment`, and not before."""
    said = f"{table} is append-only"
    young = {
        "postgresql": f"OLD.{moment} > now() - interval '{days} days'",
        "sqlite": f"OLD.{moment} > datetime('now', '-{days} days')",
    }
    register(f"{table}_keep", table, ("UPDATE",), **ALWAYS, message=said)
    register(f"{table}_keep_young", table, ("DELETE",), **young, message=said)
    register(f"{table}_keep_all", table, ("TRUNCATE",), postgresql="TRUE", sqlite="", message=said, level="STATEMENT")


def _more_than_emptied(words: str, fixed: Iterable[str]) -> dict[str, str]:
    """By database: the new row says something in `words`, or differs elsewhere."""
    changed = {vendor: [f"NEW.{column} {sign} OLD.{column}" for column in fixed] for vendor, sign in DIFFERS.items()}
    return {vendor: " OR ".join([f"NEW.{words} <> ''", *parts]) for vendor, parts in changed.items()}


def install(using: str = "default", **signal: Any) -> None:
    """Create or mend the triggers of all tables that exist; one that stands as it should is left alone."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    present = held(connection)
    for trigger in wanted(connection.vendor, TRIGGERS.values()):
        if present.get(trigger.name) != trigger.shape and _can_stand(connection, trigger, tables):
            with transaction.atomic(using), connection.cursor() as cursor:
                for statement in trigger.sql:
                    cursor.execute(statement)


def _can_stand(connection: Any, trigger: Wanted, tables: set[str]) -> bool:
    """Whether the migrations so far made what it stands on, writes to and fills."""
    if not {trigger.table, trigger.into or trigger.table} <= tables:
        return False
    if not trigger.fills:
        return True
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, trigger.table)
    return trigger.fills in {column.name for column in columns}


def make_way(using: str = "default", plan: Any = (), **signal: Any) -> None:
    """Before SQLite remakes tables: a trigger that reads a table being renamed would stop the migration."""
    connection = connections[using]
    if connection.vendor == "sqlite" and plan:
        with connection.cursor() as cursor:
            for name in held(connection):
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")


def differences(using: str = "default") -> Iterator[str]:
    """One sentence for each trigger that the database lacks, has switched off, has otherwise, or has unlisted."""
    connection = connections[using]
    present = held(connection)
    listed = {trigger.name: trigger for trigger in wanted(connection.vendor, TRIGGERS.values())}
    for name, trigger in listed.items():
        if name not in present:
            yield f"trigger {name} on {trigger.table} is missing or switched off"
        elif present[name] != trigger.shape:
            yield f"trigger {name} on {trigger.table} is not the one of the list"
    for name in sorted(present.keys() - listed.keys()):
        yield f"trigger {name} on {present[name][0]} stands in no list"
