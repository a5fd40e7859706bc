"""How is a statement asked that comes with every request, without being composed each time anew?

Composing a large query costs Django more than answering it costs the database, and planning it costs the database more
than looking it up. A `Prepared` one is composed at its first use; afterwards only what is `Given` is filled in. On
PostgreSQL each connection has it prepared (PREPARE), so that a pool that gives a connection to another client between
two transactions must know of prepared statements, or be left out.
"""

from collections.abc import Callable
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import CharField, Expression, Field, QuerySet, TextField
from django.db.models.sql import UpdateQuery

Converters = dict[int, tuple[list[Any], Any]]
_numbers = count(1)
_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""The names that a connection of the driver has prepared."""


class Given(Expression):
    """A value of the query that is known only when it is asked: `filter(slug=Given("slug"))`."""

    def __init__(self, name: str, output_field: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=output_field or TextField())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def kept(self, given: dict[str, Any], connection: Any) -> Any:
        """What was given, as the database wants it."""
        return self.output_field.get_db_prep_save(given[self.name], connection)


class Statement:
    """Composed SQL whose parameters are fixed, or the name of what is `Given`."""

    def __init__(self, sql: str, params: list[Any]) -> None:
        self.name, self.sql, self.params = f"portal_{next(_numbers)}", sql, params
        self.given = [one for one in params if isinstance(one, Given)]

    def execute(self, connection: Any, cursor: Any, given: dict[str, Any]) -> None:
        """Asks it with what is given. KeyError: a `Given` was not given."""
        if connection.vendor == "postgresql":
            cursor.execute(self._call(connection), [one.kept(given, connection) for one in self.given])
        else:
            values = (one.kept(given, connection) if isinstance(one, Given) else one for one in self.params)
            cursor.execute(self.sql, list(values))

    def _call(self, connection: Any) -> str:
        """How this connection is asked for it, once it has it: each `Given` is a parameter, the rest stands there."""
        known = _known.setdefault(connection.connection, set())
        if self.name not in known:
            numbers, cursor = count(1), connection.connection.cursor()
            here = (
                f"${next(numbers)}" if isinstance(one, Given) else cursor.mogrify("%s", [one]) for one in self.params
            )
            cursor.execute(f"PREPARE {self.name} AS {self.sql % tuple(here)}")
            known.add(self.name)
        return f"EXECUTE {self.name} ({', '.join(['%s'] * len(self.given))})"


class Prepared:
    """`compose` gives a query of `values()`; it is called once for each kind of database."""

    def __init__(self, compose: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self.compose = compose
        self._ready: dict[str, tuple[Statement, list[str], Converters]] = {}

    def first(self, **given: Any) -> dict[str, Any] | None:
        """The first row by its names, or None. KeyError: a `Given` was not given."""
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor not in self._ready:
            self._ready[connection.vendor] = self._composed(connection)
        statement, names, converters = self._ready[connection.vendor]
        with connection.cursor() as cursor:
            statement.execute(connection, cursor, given)
            row = cursor.fetchone()
        return None if row is None else dict(zip(names, _converted(row, converters, connection), strict=True))

    def _composed(self, connection: Any) -> tuple[Statement, list[str], Converters]:
        compiler = self.compose()[:1].query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        columns, _sql, names = zip(*compiler.select, strict=True)
        if connection.vendor == "postgresql":
            sql = _of_lasting_types(sql, dict(zip(names, columns, strict=True)), connection)
        return Statement(sql, list(params)), list(names), compiler.get_converters(columns)


class PreparedUpdate:
    """`compose` gives the rows, and what is to stand in their columns."""

    def __init__(self, compose: Callable[[], tuple["QuerySet[Any, Any]", dict[str, Any]]]) -> None:
        self.compose = compose
        self._ready: dict[str, Statement] = {}

    def rows(self, **given: Any) -> int:
        """Changes them; how many. KeyError: a `Given` was not given."""
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor not in self._ready:
            self._ready[connection.vendor] = self._composed(connection)
        with connection.cursor() as cursor:
            self._ready[connection.vendor].execute(connection, cursor, given)
            return int(cursor.rowcount)

    def _composed(self, connection: Any) -> Statement:
        rows, values = self.compose()
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(values)
        sql, params = query.get_compiler(connection=connection).as_sql()
        return Statement(sql, list(params))


def _of_lasting_types(sql: str, columns: dict[str, Any], connection: Any) -> str:
    """The query with each text of no length: PostgreSQL refuses a prepared one whose result is of another type, as it
    is once a release allows a text to be longer."""
    quote = connection.ops.quote_name
    said = (
        f"{quote(name)}::text" if isinstance(column.output_field, CharField) else quote(name)
        for name, column in columns.items()
    )
    return f"SELECT {', '.join(said)} FROM ({sql}) AS asked"  # noqa: S608


def _converted(row: tuple[Any, ...], converters: Converters, connection: Any) -> list[Any]:
    values = list(row)
    for place, (convert, expression) in converters.items():
        for one in convert:
            values[place] = one(values[place], expression, connection)
    return values
