"""Which columns could hold personal data, and which of them no data map names."""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.db import models

from portal.crypto.fields import EncryptedField
from portal.data_map import Owner, Personal

APPS = ("portal", "policies", "accounts", "services")
BORROWED = "accounts.borrowed_data_map"
_KINDS = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.DateField,
    models.TimeField,
    models.FileField,
    models.BinaryField,
    models.GenericIPAddressField,
    EncryptedField,
)


def columns(app: str) -> list[str]:
    """`Model.field` of every column of the app that can hold text, JSON, a day, a moment or a file."""
    return [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, _KINDS)
    ]


def unmapped(app: str) -> list[str]:
    """Columns that stand neither under PERSONAL nor under NOT_PERSONAL; a history row's copy stands with its original.

    `Model.*` under NOT_PERSONAL names a whole table that describes no person, such as a catalogue.
    """
    named = set(_map(app).PERSONAL) | set(_map(app).NOT_PERSONAL)
    return [name for name in columns(app) if not named & {name, _table(name), *_original(name)}]


def stale(app: str) -> list[str]:
    """Names in the map that are no column or table, or that stand on both sides."""
    personal, other = set(_map(app).PERSONAL), set(_map(app).NOT_PERSONAL)
    known = set(columns(app))
    tables = {_table(name) for name in known}
    both = {name for name in personal if name in other or _table(name) in other}
    return sorted(both | (personal - known) | (other - known - tables))


def personal() -> Iterator[tuple[str, str, Personal]]:
    """`(app, Model.field, Personal)` of the whole site, borrowed tables last, in order."""
    for app in APPS:
        for name, entry in sorted(_map(app).PERSONAL.items()):
            yield app, name, entry
    for name, entry in sorted(import_module(BORROWED).PERSONAL.items()):
        app, column = name.split(".", 1)
        yield app, column, entry


def owners() -> dict[str, Owner]:
    """By `app.Model`: how the rows of each personal table lead to the person."""
    own = {f"{app}.{model}": owner for app in APPS for model, owner in _map(app).OWNER.items()}
    return own | import_module(BORROWED).OWNER


def _map(app: str) -> ModuleType:
    return import_module(f"{app}.data_map")


def _table(name: str) -> str:
    return f"{name.split('.')[0]}.*"


def _original(name: str) -> set[str]:
    """django-simple-history copies a catalogue row's columns into `Historical…`, with some of its own."""
    if not name.startswith("Historical"):
        return set()
    original = name.removeprefix("Historical")
    own = {_table(name)} if original.split(".")[1].startswith("history_") else set()
    return {original, _table(original)} | own
