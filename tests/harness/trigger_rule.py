"""Which triggers did a release change under the code before it, and is that code bound by them?

Read out of the database before and after: migrations do not make the triggers, `portal.audit.triggers.install` does
when they are through, whatever the list says then.
"""

import re
from dataclasses import dataclass

import psycopg

TRIGGERS = """
    SELECT t.tgname, c.relname, t.tgtype, p.prosrc
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND c.relnamespace = current_schema()::regnamespace
"""
COLUMNS = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
FILLS = re.compile(r"BEGIN NEW\.(\w+) := [^;]*; RETURN NEW; END")


@dataclass(frozen=True)
class Held:
    """`triggers`: name -> table, bits and words; `columns`: pairs of table and column."""

    triggers: dict
    columns: set

    @property
    def tables(self):
        return {table for table, _column in self.columns}


def held(address):
    with psycopg.connect(address.replace("postgres://", "postgresql://", 1)) as database:
        triggers = {name: tuple(shape) for name, *shape in database.execute(TRIGGERS)}
        return Held(triggers, set(database.execute(COLUMNS)))


def binding(before, after):
    """`name: what it does` for each trigger that is new, other or gone, and says something to the old code's writes."""
    found = dict.fromkeys(before.triggers.keys() - after.triggers.keys(), "gone")
    for name, shape in after.triggers.items():
        if shape != before.triggers.get(name) and (said := _fault(shape, before, is_new=name not in before.triggers)):
            found[name] = said
    return found


def _fault(shape, before, *, is_new):
    table, _bits, words = shape
    if table not in before.tables:
        return ""
    filled = FILLS.fullmatch(words)
    if is_new and filled and (table, filled[1]) not in before.columns:
        return ""
    return f"{'new' if is_new else 'another'} on {table}, which the old code writes"
