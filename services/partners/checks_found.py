"""How does a partner's system find the check that it says the outcome of? In one prepared statement.

It gives what `counting.to_be_used` gives, without composing the query and reading whole rows for every use.
"""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import DateTimeField, Model, QuerySet, UUIDField

from accounts.models import Card, Partner
from portal.prepared import Given, Prepared

from ..models import Check, Service
from .counter import PLACES, Counter
from .counting import with_standing

OWN = tuple(field.attname for field in Check._meta.concrete_fields)
READ: dict[str, tuple[str, ...]] = {  # of each row behind it; the other columns are read when they are asked for
    "partner": ("id", "name_zh", "name_en"),
    "service": ("id", "name_zh", "name_en"),
    "holder": ("id", "email", "is_active"),
    "card": ("id", "talent_id", "tier_id"),
}
STANDING = ("is_consent_withdrawn", "granted", "row_of_year", "row_in_all", "household")


def check_found(counter: Counter, public_id: UUID, *, at: datetime) -> Check | None:
    """The check of that name made at `counter`, `counting.known`; None where there is none."""
    given = {"place": counter.value, "check": public_id, "at": at}
    row = FOUND[counter.by].first(**given)
    if row is None:
        return None
    check: Any = _part(Check, OWN, row, "")
    models: dict[str, type[Model]] = {"partner": Partner, "service": Service, "holder": get_user_model(), "card": Card}
    for name, model in models.items():
        setattr(check, name, _part(model, READ[name], row, f"{name}__") if row[f"{name}_id"] else None)
    for name in STANDING:
        setattr(check, name, row[name])
    found: Check = check
    return found


def _part(model: type[Model], columns: tuple[str, ...], row: dict[str, Any], prefix: str) -> Any:
    return model.from_db("default", columns, [row[prefix + column] for column in columns])


def _found(by: str) -> QuerySet[Any, Any]:
    here = Partner.objects.filter(**{by: Given("place", PLACES[by])}, is_active=True)
    checks = Check.objects.filter(public_id=Given("check", UUIDField()), partner__in=here.values("pk")).order_by()
    related = (f"{name}__{column}" for name, columns in READ.items() for column in columns)
    return with_standing(checks, at=Given("at", DateTimeField())).values(*OWN, *related, *STANDING)


FOUND = {by: Prepared(partial(_found, by)) for by in PLACES}
