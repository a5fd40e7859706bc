"""Who changed a catalogue row in the admin, and what did it say before?"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from simple_history.models import HistoricalRecords


def catalogue_history() -> HistoricalRecords:
    """A history table beside the row. It names the editor by public id: a lower room needs no table of a higher."""
    return HistoricalRecords(
        excluded_fields=["search"],
        history_user_id_field=models.UUIDField(null=True, blank=True),
        history_user_getter=editor_of,
        history_user_setter=set_editor,
    )


def editor_of(row: Any) -> Any:
    """The account that made this version, or None for the catalogue files and erased accounts."""
    if row.history_user_id is None:
        return None
    return get_user_model()._default_manager.filter(public_id=row.history_user_id).first()


def set_editor(row: Any, user: Any) -> None:
    row.history_user_id = getattr(user, "public_id", None)
