"""In which city stands a row that hangs on a case: a card, a payment? In that of the case."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def city_of_case() -> "models.ForeignKey[Any, Any]":
    """An office's way to its rows, by an index of their own; the database fills it (triggers.py), nobody else."""
    return models.ForeignKey(
        "policies.Authority",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("city"),
        editable=False,
        db_index=False,
    )


def elsewhere(model: type[models.Model], case: str) -> Iterator[str]:
    """A sentence for each row of `model` that stands in another city than its `case`."""
    rows = model._default_manager.filter(Q(city=None) | ~Q(city=F(f"{case}__city"))).order_by("pk")
    for pk, city, right in rows.values_list("pk", "city__slug", f"{case}__city__slug"):
        yield f"{model._meta.model_name} {pk} says {city or 'no city'}, its {case} {right}"
