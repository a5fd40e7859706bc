"""In which city stands what hangs on a decision: a card, a family, a photo? In that of the decision."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


def city_of_decision() -> "models.ForeignKey[Any, Any]":
    """The office's way to its rows, by an index of their own; the database fills it (accounts/triggers.py)."""
    return models.ForeignKey(
        "policies.Authority",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("city"),
        editable=False,
        db_index=False,
    )
