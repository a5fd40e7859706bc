"""Who changed a catalogue row, and what did it say before?"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from simple_history.models import HistoricalRecords


def catalogue_history(*, without: tuple[str, ...] = ("search",)) -> HistoricalRecords:
    """A history table beside the row, `without` columns that only derive from others.

    It names the editor by public id: a lower room needs no table of a higher.
    """
    return HistoricalRecords(
        excluded_fields=list(without),
        history_user_id_field=models.UUIDField(null=True, blank=True),
        history_user_getter=editor_of,
        history_user_setter=set_editor,
    )


def editor_of(row: Any) -> Any:
    """The account that made this version, or None for the data files and for erased accounts."""
    if row.history_user_id is None:
        return None
    return get_user_model()._default_manager.filter(public_id=row.history_user_id).first()


def set_editor(row: Any, user: Any) -> None:
    row.history_user_id = getattr(user, "public_id", None)


@dataclass(frozen=True)
class Version:
    """`what` is created, changed or deleted in the reader's words; `changes` are (field, before, after)."""

    at: dt.datetime
    editor: str
    what: str
    reason: str
    changes: list[tuple[str, str, str]]


def versions_of(obj: models.Model) -> list[Version]:
    """Every version of a row, the newest first; two statements. The editor is empty for the data files."""
    model = obj.history.model  # type: ignore[attr-defined]
    fields = [field for field in model.tracked_fields if not field.primary_key]
    relations = [field.name for field in fields if field.is_relation]
    rows = model.objects.filter(**{obj._meta.pk.attname: obj.pk}).order_by("-history_date", "-history_id")
    found = list(rows.select_related(*relations) if relations else rows)
    editors = _emails({row.history_user_id for row in found} - {None})
    return [_version(row, older, fields, editors) for row, older in zip(found, [*found[1:], None], strict=False)]


def _emails(ids: set[Any]) -> dict[Any, str]:
    return dict(get_user_model()._default_manager.filter(public_id__in=ids).values_list("public_id", "email"))


def _changes(fields: list[Any], older: Any, newer: Any) -> list[tuple[str, str, str]]:
    return [
        (str(field.verbose_name), _shown(older, field), _shown(newer, field))
        for field in fields
        if getattr(older, field.attname) != getattr(newer, field.attname)
    ]


def _shown(row: Any, field: Any) -> str:
    display = getattr(row, f"get_{field.name}_display", None)
    value = display() if display else getattr(row, field.name)
    return "" if value is None else str(value)


def _version(row: Any, older: Any, fields: list[Any], editors: dict[Any, str]) -> Version:
    changes = [] if older is None else _changes(fields, older, row)
    editor = editors.get(row.history_user_id, "")
    return Version(row.history_date, editor, row.get_history_type_display(), row.history_change_reason or "", changes)
