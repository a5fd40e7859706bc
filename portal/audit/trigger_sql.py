"""What is a trigger that refuses in the words of PostgreSQL and of SQLite, and which ones does a database hold?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

POSTGRESQL_BITS = {"ROW": 1, "STATEMENT": 0, "BEFORE": 2, "INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
POSTGRESQL_HELD = """
    SELECT t.tgname, c.relname, t.tgtype, p.prosrc
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgattr::text = ''
      AND c.relnamespace = current_schema()::regnamespace
"""


@dataclass(frozen=True)
class Trigger:
    name: str
    table: str
    events: tuple[str, ...]
    message: str
    level: str
    conditions: dict[str, str]

    def wanted(self, vendor: str) -> "list[Wanted]":
        if not self.conditions[vendor]:
            return []
        return [_postgresql(self)] if vendor == "postgresql" else _sqlite(self)


@dataclass(frozen=True)
class Wanted:
    """One trigger as one database should hold it: `shape` is what `held()` reads back, `into` a table it writes to,
    `fills` a column of its own table that may come later than the table.
    """

    name: str
    table: str
    shape: tuple[Any, ...]
    sql: tuple[str, ...]
    into: str = ""
    fills: str = ""


class Listed(Protocol):
    """What a list of triggers holds: one that refuses, or those that keep a total or fill a column."""

    def wanted(self, vendor: str) -> list[Wanted]: ...


def wanted(vendor: str, listed: Iterable[Listed]) -> list[Wanted]:
    return [trigger for one in listed for trigger in one.wanted(vendor)]


def held(connection: Any) -> dict[str, tuple[Any, ...]]:
    """The triggers that are switched on in this database, by name."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_HELD)
        else:
            cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name: tuple(shape) for name, *shape in cursor.fetchall()}


def _postgresql(trigger: Trigger) -> Wanted:
    name, table, message = trigger.name, trigger.table, trigger.message.replace("'", "''")
    body = (
        f"BEGIN IF {trigger.conditions['postgresql']} THEN "
        f"RAISE EXCEPTION USING MESSAGE = '{message}', ERRCODE = 'integrity_constraint_violation'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END"
    )
    bits = sum(POSTGRESQL_BITS[word] for word in ("BEFORE", trigger.level, *trigger.events))
    sql = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {' OR '.join(trigger.events)} ON {table} "
        f"FOR EACH {trigger.level} EXECUTE FUNCTION {name}()",
    )
    return Wanted(name, table, (table, bits, body), sql)


def _sqlite(trigger: Trigger) -> list[Wanted]:
    found = []
    message = trigger.message.replace("'", "''")
    for event in trigger.events:
        name = f"{trigger.name}_{event.lower()}"
        create = (
            f"CREATE TRIGGER {name} BEFORE {event} ON {trigger.table} FOR EACH ROW "
            f"WHEN {trigger.conditions['sqlite']} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        found.append(Wanted(name, trigger.table, (trigger.table, create), (f"DROP TRIGGER IF EXISTS {name}", create)))
    return found
