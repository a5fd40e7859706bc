"""Who of several wrote a row that only one can write?"""

from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.db.models.constants import OnConflict


def is_written(row: Model) -> bool:
    """Whether this call wrote `row`; False where a unique index holds its like, once that is known to stay.

    On PostgreSQL it is one statement, where a savepoint about the write would be three. Every other constraint that
    refuses the row raises `IntegrityError`.
    """
    if connection.vendor == "postgresql":
        return _is_inserted(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if not str(error).startswith("UNIQUE"):
            raise
        return False
    return True


def _is_inserted(row: Any) -> bool:
    """`save()` with ON CONFLICT DO NOTHING, which Django gives to many rows at once only, without saying which."""
    fields = [field for field in row._meta.local_concrete_fields if not field.primary_key and not field.generated]
    returned = row._meta.db_returning_fields
    [values] = type(row)._base_manager.all()._insert([row], fields, returned, on_conflict=OnConflict.IGNORE)
    if values is None:
        return False
    for field, value in zip(returned, values, strict=True):
        setattr(row, field.attname, value)
    row._state.adding, row._state.db = False, connection.alias
    return True
