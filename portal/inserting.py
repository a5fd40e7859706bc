"""Who of several wrote a row that only one can write?"""

from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault

from .prepared import Given, Statement

Fields = tuple["Field[Any, Any]", ...]


def is_written(row: Model) -> bool:
    """Whether this call wrote `row`; False where a unique index holds its like, once that is known to stay.

    One prepared statement, where a savepoint about `save()` would be three. As with `bulk_create()` no signal is sent.
    Every other constraint that refuses the row raises `IntegrityError`.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    values, left = _parts(row)
    returned = (*row._meta.db_returning_fields, *left)
    given = {str(field.column): value for field, value in values.items()}
    with connection.cursor() as cursor:
        _insert(type(row), tuple(values), returned).execute(connection, cursor, given)
        found = cursor.fetchone()
    if found is None:
        return False
    for field, value in zip(returned, found, strict=True):
        setattr(row, field.attname, _read(field, value, connection))
    row._state.adding, row._state.db = False, connection.alias
    return True


def _parts(row: Model) -> tuple[dict["Field[Any, Any]", Any], Fields]:
    """What is to stand in the columns, and the columns that the database fills itself."""
    given: dict[Any, Any] = {}
    left = []
    for field in row._meta.local_concrete_fields:
        if field.generated or (field.primary_key and field.value_from_object(row) is None):
            continue
        value = field.pre_save(row, add=True)
        if isinstance(value, DatabaseDefault):
            left.append(field)
        else:
            given[field] = value
    return given, tuple(left)


@cache
def _insert(model: type[Model], given: Fields, returned: Fields) -> Statement:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    columns, wanted = (", ".join(quote(str(field.column)) for field in fields) for fields in (given, returned))
    return Statement(
        f"INSERT INTO {quote(model._meta.db_table)} ({columns}) "  # noqa: S608 - names, no values
        f"VALUES ({', '.join(['%s'] * len(given))}) ON CONFLICT DO NOTHING RETURNING {wanted}",
        [Given(str(field.column), field) for field in given],
    )


def _read(field: "Field[Any, Any]", value: Any, connection: Any) -> Any:
    """What the database filled in, as Python has it."""
    column = field.cached_col
    for convert in (*connection.ops.get_db_converters(column), *field.get_db_converters(connection)):
        value = convert(value, column, connection)
    return value
