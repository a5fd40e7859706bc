"""A value nobody else has in every personal column: planted by the data maps, looked for in exports and dumps."""

import datetime as dt
from itertools import count

from django.db import connection, models

from portal.crypto.fields import EncryptedDateField, EncryptedField, EncryptedJSONField
from portal.personal_data.held import held_about

SHORTEST = 14
NOT_PLANTED = {"KeptForm.person"}  # it is how the row is found
WRITTEN_ONCE = {  # the database refuses; what the story wrote there is the canary
    *("services.Use", "services.UseUndone", "services.Rating", "services.LateUse"),
}
NUMBERS = count(10_000)


def plant(user):
    """`{(label, column): [canary, …]}`: written over every row of the person, where a value may be chosen freely."""
    planted = {}
    for held in list(held_about(user)):
        for name, entry in held.personal.items():
            field = held.model._meta.get_field(name)
            if entry.is_kept or not is_free(held, field):
                continue
            if held.label in WRITTEN_ONCE:
                planted[held.label, name] = [text for text in held.rows.values_list(name, flat=True) if text]
                continue
            for pk in list(held.rows.values_list("pk", flat=True)):
                value, text = canary(field)
                held.model._base_manager.filter(pk=pk).update(**{name: value})
                planted.setdefault((held.label, name), []).append(text)
    return planted


def is_free(held, field):
    """A choice, a country's two letters and a file's name cannot carry a canary; a file's content does."""
    if f"{held.model.__name__}.{field.name}" in NOT_PLANTED or isinstance(field, models.FileField):
        return False
    if isinstance(field, models.CharField) and field.max_length < SHORTEST:
        return False
    return not field.choices


def canary(field):
    """`(value, how it reads)`."""
    number = next(NUMBERS)
    day = dt.date(1900, 1, 1) + dt.timedelta(days=number)
    text = f"canary{number}@x.cn"
    if isinstance(field, EncryptedJSONField | models.JSONField):
        return {"canary": text}, text
    if isinstance(field, EncryptedDateField):
        return day, day.isoformat()
    if isinstance(field, EncryptedField):
        return text, text
    if isinstance(field, models.DateTimeField):
        return dt.datetime(day.year, day.month, day.day, 4, tzinfo=dt.UTC), day.isoformat()
    if isinstance(field, models.DateField):
        return day, day.isoformat()
    if isinstance(field, models.GenericIPAddressField):
        return f"2001:db8::{number:x}", f"2001:db8::{number:x}"
    return text, text


def dump():
    """Every cell of every table of the database, as it is stored."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield " | ".join(map(str, (table, *row)))


def found(texts, lines):
    """Which of the texts stand in the lines."""
    whole = "\n".join(lines)
    return [text for text in texts if text in whole]
