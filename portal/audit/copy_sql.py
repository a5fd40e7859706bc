"""How do triggers fill a column with what a row of another table says, in the words of PostgreSQL and of SQLite?

As the row itself is written, whoever writes it: a list that is cut by both tables is then served by one index. What is
written into the column counts for nothing, so that a row saved as it was before it was filled stays right.

Triggers that are made, or made anew, fill what is empty in the same transaction. On PostgreSQL they hold up whoever
writes to the table meanwhile, so that no row is missed; where the table is large, a migration before fills it in small
batches. A value that is wrong is put right by any change of its row. All names are those of the list, from no user.
"""

from dataclasses import dataclass

from .trigger_sql import POSTGRESQL_BITS, Wanted

EVENTS = ("INSERT", "UPDATE")


@dataclass(frozen=True)
class Copy:
    """`of` is SQL about `{row}`, a row of `table`, which has an `id`."""

    name: str
    table: str
    column: str
    of: str

    def wanted(self, vendor: str) -> list[Wanted]:
        return [self._postgresql()] if vendor == "postgresql" else [self._sqlite(event) for event in EVENTS]

    def _postgresql(self) -> Wanted:
        body = f"BEGIN NEW.{self.column} := {self._of('NEW')}; RETURN NEW; END"
        sql = (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$",
            f"CREATE OR REPLACE TRIGGER {self.name} BEFORE {' OR '.join(EVENTS)} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
            self._fill_empty(),
        )
        bits = sum(POSTGRESQL_BITS[word] for word in ("BEFORE", "ROW", *EVENTS))
        return Wanted(self.name, self.table, (self.table, bits, body), sql, fills=self.column)

    def _sqlite(self, event: str) -> Wanted:
        """Once the row is there: before, a trigger of SQLite cannot change it."""
        name = f"{self.name}_{event.lower()}"
        create = (
            f"CREATE TRIGGER {name} AFTER {event} ON {self.table} FOR EACH ROW "
            f"WHEN NEW.{self.column} IS NOT {self._of('NEW')} BEGIN {self._fill('NEW', 'id = NEW.id')}; END"
        )
        sql = (f"DROP TRIGGER IF EXISTS {name}", create, self._fill_empty())
        return Wanted(name, self.table, (self.table, create), sql, fills=self.column)

    def _fill_empty(self) -> str:
        return self._fill(self.table, f"{self.column} IS NULL")

    def _fill(self, row: str, where: str) -> str:
        return f"UPDATE {self.table} SET {self.column} = {self._of(row)} WHERE {where}"  # noqa: S608

    def _of(self, row: str) -> str:
        return self.of.format(row=row)
