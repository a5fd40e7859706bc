"""What happened to this case so far, for the person it concerns and for the office?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from portal.audit.chain import identity
from portal.audit.models import History

from .models import Reason
from .table import Text, Workflow, workflow_of


@dataclass(frozen=True)
class Event:
    """One line of the story; `reason` is empty where none was given, was erased or is not for this reader."""

    at: datetime
    action: str
    label: Text
    from_status: str
    to_status: str
    actor: str = ""
    reason: str = ""


def public_story(obj: Any) -> list[Event]:
    """The steps of the flow, oldest first, in public words: no names, and only the reasons the table demands."""
    return public_stories([obj])[identity(obj)]


def public_stories(objs: Sequence[Any]) -> dict[str, list[Event]]:
    """The public story of each of these objects of one flow, by its identity; two statements for all of them."""
    if not objs:
        return {}
    flow = workflow_of(objs[0])
    due = {step.name for step in flow.transitions if step.needs_reason}
    names = {step.name for step in flow.transitions}
    found = [row for row in History.objects.of_all(objs) if row.action in names or row.seq == 1]
    reasons = _reasons(row for row in found if row.action in due)
    stories: dict[str, list[Event]] = {identity(obj): [] for obj in objs}
    for row in found:
        stories[row.object_id].append(_event(row, flow, is_public=True, reason=reasons.get(row.reason_id, "")))
    return stories


def office_story(obj: Any) -> list[Event]:
    """Every row of the history, oldest first, with who did it and every reason."""
    flow = workflow_of(obj)
    rows = list(History.objects.of(obj))
    reasons = _reasons(rows)
    people = get_user_model()._default_manager.filter(public_id__in={row.actor_id for row in rows if row.actor_id})
    actors: dict[UUID | None, str] = {person.public_id: str(person) for person in people}
    return [
        _event(row, flow, reason=reasons.get(row.reason_id, ""), actor=actors.get(row.actor_id, "")) for row in rows
    ]


def _reasons(rows: Iterable[History]) -> dict[UUID | None, str]:
    return dict(
        Reason.objects.filter(id__in=[row.reason_id for row in rows if row.reason_id]).values_list("id", "text")
    )


def _event(row: History, flow: Workflow, *, reason: str, actor: str = "", is_public: bool = False) -> Event:
    return Event(row.at, row.action, _label(row, flow, is_public), row.from_status, row.to_status, actor, reason)


def _label(row: History, flow: Workflow, is_public: bool) -> Text:
    for step in flow.transitions:
        if step.name == row.action:
            return step.public_label if is_public else step.label
    known = {"create": _("Begun"), "issue": _("Issued"), "case_opened": _("Case opened"), **flow.events}
    return known.get(row.action, row.action)
