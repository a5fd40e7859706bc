"""Which columns say when somebody did something, and who? Pairs, set by the workflow engine alone."""

from typing import Any

from django.conf import settings
from django.db import models


def done_at(label: Any) -> "models.DateTimeField[Any, Any]":
    """The moment; null until it has come."""
    return models.DateTimeField(label, null=True, blank=True, editable=False)


def done_by(label: Any) -> "models.ForeignKey[Any, Any]":
    """The person; an account behind a decision cannot be deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=label,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        db_index=False,  # no list begins with it, and an account is emptied, never deleted
    )
