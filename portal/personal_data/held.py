"""Which rows of which tables are about this person? The data maps say it; a new column or table is found by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from portal.audit.chain import identity
from portal.data_map import BY_OBJECT, Owner, Personal
from portal.data_map_check import owners, personal


@dataclass(frozen=True)
class Held:
    """The rows of one table about one person, and what the data map says of its personal columns."""

    model: type[models.Model]
    personal: dict[str, Personal]
    rows: QuerySet[Any]

    @property
    def label(self) -> str:
        return self.model._meta.label


def held_about(user: Any) -> Iterator[Held]:
    """One for each personal table whose rows lead to a person, whether it holds rows or not."""
    owner_of = owners()
    for label, columns in _tables().items():
        owner = owner_of[label]
        if owner is not None:
            model = apps.get_model(label)
            yield Held(model, columns, model._base_manager.filter(_about(user, owner)).order_by("pk"))


def rows_about(user: Any, label: str) -> QuerySet[Any]:
    """The rows of one table about this person. LookupError: the table has no personal column with an owner."""
    owner = owners().get(label)
    if owner is None:
        raise LookupError(f"{label} leads to no person.")
    return apps.get_model(label)._base_manager.filter(_about(user, owner))


def _tables() -> dict[str, dict[str, Personal]]:
    found: dict[str, dict[str, Personal]] = {}
    for app, name, entry in personal():
        model, column = name.split(".")
        found.setdefault(f"{app}.{model}", {})[column] = entry
    return found


def _about(user: Any, owner: Owner) -> Q:
    if owner == BY_OBJECT:
        return _about_objects(user)
    if callable(owner):
        return owner(user)
    return Q(**{str(owner): user.pk})


def _about_objects(user: Any) -> Q:
    """Rows that name the account or something of the person's own by type and public id."""
    found = Q(pk__in=[])
    for label, owner in owners().items():
        model = apps.get_model(label)
        if owner is None or owner == BY_OBJECT or not _has_identity(model):
            continue
        ids = [identity(row) for row in model._base_manager.filter(_about(user, owner))]
        if ids:
            found |= Q(object_type=model._meta.label_lower, object_id__in=ids)
    return found


def _has_identity(model: type[models.Model]) -> bool:
    return any(field.name in ("public_id", "code") for field in model._meta.concrete_fields)
