"""How are very many told at once? By one INSERT … SELECT a channel: nobody reads the people first."""

from typing import Any

from django.db import connection
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.fields import NOT_PROVIDED

from .enums import Channel

REACHED_BY = {
    "inbox": Q(),
    Channel.EMAIL: ~Q(email=""),
    Channel.SMS: Q(phone__isnull=False, phone_verified_at__isnull=False),
}
TEXT = "CAST(%s AS text)"
RANDOM_UUID = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}


def write_for_each(users: "QuerySet[Any]", channel: str, pattern: Model, *, key: str) -> int:
    """A row like `pattern` (an unsaved message) for each active user whom the channel reaches; how many rows.

    The key of a row is `key:<primary key of the user>:<channel>`; where it is there already, that row stays.
    """
    people = users.filter(REACHED_BY[channel], is_active=True).order_by().values(person=F("pk"))
    chosen, chosen_params = people.query.sql_with_params()
    columns, values, params = _columns_of(pattern)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {pattern._meta.db_table} (key, user_id, {', '.join(columns)}) "  # noqa: S608 - names, no values
            f"SELECT {TEXT} || CAST(people.person AS text) || {TEXT}, people.person, {', '.join(values)} "
            f"FROM ({chosen}) AS people WHERE true ON CONFLICT DO NOTHING",
            [f"{key}:", f":{channel}", *params, *chosen_params],
        )
        return int(cursor.rowcount)


def _columns_of(pattern: Model) -> tuple[list[str], list[str], list[Any]]:
    """What stands in every row alike: the columns, their placeholders, their values."""
    columns, values, params = [], [], []
    for field in pattern._meta.concrete_fields:
        if field.primary_key or field.name in {"key", "user"} or field.db_default is not NOT_PROVIDED:
            continue
        columns.append(connection.ops.quote_name(str(field.column)))
        if field.unique:  # the public id
            values.append(RANDOM_UUID[connection.vendor])
            continue
        values.append(_cast(field))
        params.append(field.get_db_prep_save(getattr(pattern, field.attname), connection))
    return columns, values, params


def _cast(field: "Field[Any, Any]") -> str:
    """PostgreSQL wants to be told the type of a value that stands in a SELECT; SQLite takes it as it comes."""
    return f"CAST(%s AS {field.db_type(connection)})" if connection.vendor == "postgresql" else "%s"
