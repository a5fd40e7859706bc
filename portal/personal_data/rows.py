"""How does a row read in an export? Its columns by name, its links in words, no other person's account."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import models

from portal.crypto.fields import EncryptedField

from .held import Held

READABLE = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.DateField,
    models.TimeField,
    models.IntegerField,
    models.DecimalField,
    models.BooleanField,
    models.GenericIPAddressField,
    EncryptedField,
)
NOT_GIVEN = "held as a digest or a secret, not handed out · 仅以摘要或密钥形式保存，不提供"


def columns(held: Held) -> "list[models.Field[Any, Any]]":
    """The columns that are handed out: the personal ones, and whatever else can be read and names nobody else."""
    return [field for field in held.model._meta.concrete_fields if field.name in held.personal or _is_readable(field)]


def links(held: Held) -> list[str]:
    """The foreign keys told in words: which service, which tier; never another account."""
    return [
        field.name
        for field in held.model._meta.concrete_fields
        if field.is_relation and field.related_model is not get_user_model()
    ]


def as_dict(row: models.Model, held: Held) -> dict[str, Any]:
    """One row; a file is named by its place in the ZIP."""
    told: dict[str, Any] = {}
    for field in columns(held):
        entry = held.personal.get(field.name)
        if entry and not entry.is_given:
            told[field.name] = NOT_GIVEN
        elif isinstance(field, models.FileField):
            told[field.name] = place_of(row, field) if getattr(row, field.name) else ""
        else:
            told[field.name] = getattr(row, field.attname)
    for name in links(held):
        told[name] = str(getattr(row, name) or "")
    return told


def place_of(row: Any, field: "models.Field[Any, Any]") -> str:
    """Where the file lies in the ZIP: numbered, so that two files of one name stay two."""
    name = getattr(row, "download_name", "") or getattr(row, "name", "") or field.name
    plain = "".join(sign if sign.isalnum() or sign in "-_. " else "_" for sign in name).strip(" .")
    return f"files/{type(row).__name__}/{row.pk}-{plain or 'file'}"


def _is_readable(field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, READABLE) and not field.primary_key and not field.is_relation
