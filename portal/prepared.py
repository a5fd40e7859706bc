"""How is a query asked that comes with every request, without being composed each time anew?

Composing a large query costs Django more than answering it costs the database. A `Prepared` one is composed at its
first use; afterwards only what is `Given` is filled in.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, QuerySet, TextField

Converters = dict[int, tuple[list[Any], Any]]


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
        self._ready: dict[str, tuple[str, list[Any], list[str], Converters]] = {}

    def first(self, **given: Any) -> dict[str, Any] | None:
        """The first row by its names, or None. KeyError: a `Given` was not given."""
        if connection.vendor not in self._ready:
            self._ready[connection.vendor] = self._composed()
        sql, params, names, converters = self._ready[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(sql, [one.value_in(given) if isinstance(one, Given) else one for one in params])
            row = cursor.fetchone()
        return None if row is None else dict(zip(names, _converted(row, converters), strict=True))

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
