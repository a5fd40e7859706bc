"""How is a query asked that comes with every request, without being composed each time anew?

Composing a large query costs Django more than answering it costs the database, and planning it costs the database more
than looking it up. A `Prepared` one is composed at its first use; afterwards only what is `Given` is filled in. On
PostgreSQL each connection has it prepared (PREPARE), so that a pool that gives a connection to another client between
two transactions must know of prepared statements, or be left out.
"""

from collections.abc import Callable
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.models import Expression, Field, QuerySet, TextField

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

    def value_in(self, given: dict[str, Any]) -> Any:
        """What was given, as the database wants it."""
        return self.output_field.get_db_prep_value(given[self.name], connection)


class Prepared:
    """`compose` gives a query of `values()`; it is called once for each kind of database."""

    def __init__(self, compose: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self.compose = compose
        self._name = f"portal_{next(_numbers)}"
        self._ready: dict[str, tuple[str, list[Any], list[str], Converters]] = {}

    def first(self, **given: Any) -> dict[str, Any] | None:
        """The first row by its names, or None. KeyError: a `Given` was not given."""
        if connection.vendor not in self._ready:
            self._ready[connection.vendor] = self._composed()
        sql, params, names, converters = self._ready[connection.vendor]
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                sql, params = self._prepared(sql, params)
            cursor.execute(sql, [one.value_in(given) if isinstance(one, Given) else one for one in params])
            row = cursor.fetchone()
        return None if row is None else dict(zip(names, _converted(row, converters), strict=True))

    def _prepared(self, sql: str, params: list[Any]) -> tuple[str, list[Any]]:
        """How this connection is asked for it, once it has it: each `Given` is a parameter, the rest stands there."""
        given = [one for one in params if isinstance(one, Given)]
        known = _known.setdefault(connection.connection, set())
        if self._name not in known:
            numbers, cursor = count(1), connection.connection.cursor()
            texts = [f"${next(numbers)}" if isinstance(one, Given) else cursor.mogrify("%s", [one]) for one in params]
            cursor.execute(f"PREPARE {self._name} AS {sql % tuple(texts)}")
            known.add(self._name)
        return f"EXECUTE {self._name} ({', '.join(['%s'] * len(given))})", given

    def _composed(self) -> tuple[str, list[Any], list[str], Converters]:
        compiler = self.compose()[:1].query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        columns, _sql, names = zip(*compiler.select, strict=True)
        return sql, list(params), list(names), compiler.get_converters(columns)


def _converted(row: tuple[Any, ...], converters: Converters) -> list[Any]:
    values = list(row)
    for place, (convert, expression) in converters.items():
        for one in convert:
            values[place] = one(values[place], expression, connection)
    return values
