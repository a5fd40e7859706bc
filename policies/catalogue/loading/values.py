"""How is a value of a data file compared with the value of a row?"""

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import override

from policies.catalogue.loading.table import BadRowError, Row, Table


def wanted(table: Table, key: str, row: Row) -> dict[str, Any]:
    """What every field should hold: the file's word, else the field's default; plain, as `held` gives it."""
    return {name: _plain(field, _read(table, key, field, row)) for name, field in table.fields.items()}


def held(table: Table, obj: models.Model) -> dict[str, Any]:
    """What every field holds now; a foreign key by the slug of its target."""
    return {name: _plain(field, getattr(obj, name)) for name, field in table.fields.items()}


def digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:24]


def default_of(field: "models.Field[Any, Any]") -> Any:
    return _plain(field, field.get_default())


def _read(table: Table, key: str, field: "models.Field[Any, Any]", row: Row) -> Any:
    if field.name not in row or field.is_relation:
        return row.get(field.name, field.get_default())
    try:
        return field.clean(row[field.name], None)
    except ValidationError as error:
        with override("en"):
            raise BadRowError(f"{table.file.name}: {key}: {field.name}: {' '.join(error.messages)}") from error


def _plain(field: "models.Field[Any, Any]", value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, models.Model):
        return str(value.slug)  # type: ignore[attr-defined]
    if isinstance(field, models.DecimalField):
        return f"{value:.{field.decimal_places}f}"
    return value
