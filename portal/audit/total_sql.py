"""How do triggers keep a running total, in the words of PostgreSQL and of SQLite?

In the transaction of the write itself, whoever writes: a page reads a few rows instead of adding up a large table, and
what is rolled back was never counted. PostgreSQL adds up once a statement, however many rows it writes; SQLite, which
knows no other triggers, once a row.

A trigger that is made, or made anew, adds up all rows in the same transaction. On PostgreSQL it holds up whoever
writes to the table meanwhile (readers go on), so that nothing is missed between the sum and the trigger. That mends a
wrong total too: drop one of its triggers, and run `manage.py migrate`. All names are those of the list, from no user.
"""

from dataclasses import dataclass

from .trigger_sql import POSTGRESQL_BITS, Wanted

LEFT, CAME = "gone", "added"  # PostgreSQL's names for the rows as they were, and as they are
ROWS = {"INSERT": (CAME,), "UPDATE": (LEFT, CAME), "DELETE": (LEFT,)}
OF_SQLITE = {LEFT: "OLD", CAME: "NEW"}
TABLES = {LEFT: f"OLD TABLE AS {LEFT}", CAME: f"NEW TABLE AS {CAME}"}
SIGN = {LEFT: "-", CAME: ""}


@dataclass(frozen=True)
class Total:
    """`keys` are the columns of `into` with their SQL about `{row}`; `order` is in which the rows of a statement go."""

    into: str
    table: str
    amount: str
    keys: tuple[tuple[str, str], ...]
    order: str

    def wanted(self, vendor: str) -> list[Wanted]:
        one = self._postgresql if vendor == "postgresql" else self._sqlite
        return [one(f"{self.into}_{event.lower()}", event) for event in ROWS]

    def _postgresql(self, name: str, event: str) -> Wanted:
        rows = [f"SELECT {self._values(row, SIGN[row])} FROM {row}" for row in ROWS[event]]  # noqa: S608
        body = (
            f"BEGIN INSERT INTO {self.into} AS kept ({self._columns}) SELECT {self._names}, SUM({self.amount}) "  # noqa: S608
            f"FROM ({' UNION ALL '.join(rows)}) changed GROUP BY {self._names} "
            f"HAVING SUM({self.amount}) <> 0 ORDER BY {self.order} "
            f"ON CONFLICT ({self._names}) DO UPDATE SET {self.amount} = kept.{self.amount} + EXCLUDED.{self.amount}; "
            "RETURN NULL; END"
        )
        create = (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$",
            f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {self.table} "
            f"REFERENCING {' '.join(TABLES[row] for row in ROWS[event])} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        )
        shape = (self.table, POSTGRESQL_BITS[event], body)
        return Wanted(name, self.table, shape, (*create, *self._anew()), self.into)

    def _sqlite(self, name: str, event: str) -> Wanted:
        """Rounded each time: SQLite has no decimals, and binary ones drift."""
        writes = "".join(
            f"INSERT INTO {self.into} ({self._columns}) SELECT {self._values(OF_SQLITE[row], SIGN[row])} WHERE TRUE "
            f"ON CONFLICT ({self._names}) DO UPDATE SET {self.amount} = "
            f"ROUND({self.into}.{self.amount} + excluded.{self.amount}, 2); "
            for row in ROWS[event]
        )
        create = f"CREATE TRIGGER {name} AFTER {event} ON {self.table} FOR EACH ROW BEGIN {writes}END"
        sql = (f"DROP TRIGGER IF EXISTS {name}", create, *self._anew())
        return Wanted(name, self.table, (self.table, create), sql, self.into)

    def _anew(self) -> tuple[str, str]:
        """Forget what was kept, and add up every row."""
        rows = f"SELECT {self._values('each_row', '')} FROM {self.table} each_row"  # noqa: S608
        return (
            f"DELETE FROM {self.into}",  # noqa: S608
            f"INSERT INTO {self.into} ({self._columns}) SELECT {self._names}, ROUND(SUM({self.amount}), 2) "  # noqa: S608
            f"FROM ({rows}) every_row GROUP BY {self._names}",
        )

    def _values(self, row: str, sign: str) -> str:
        keys = [f"{sql.format(row=row)} AS {name}" for name, sql in self.keys]
        return ", ".join([*keys, f"ROUND({sign}{row}.{self.amount}, 2) AS {self.amount}"])

    @property
    def _names(self) -> str:
        return ", ".join(name for name, _sql in self.keys)

    @property
    def _columns(self) -> str:
        return f"{self._names}, {self.amount}"
