"""What an officer sees of one case on one screen: the queue, the criteria beside the evidence, what to decide."""

from datetime import date
from typing import Any

from django.utils import timezone

from portal import working_days
from portal.masking import mask_id

from ..evidence.models import Evidence
from ..people.enums import Purpose
from .models import Application
from .queues import Queue, tabs

NEIGHBOURS = 12


def case_context(application: Application, user: Any, queue: Queue) -> dict[str, Any]:
    """For the template of the case page; a fixed number of statements whatever the number of documents."""
    person = application.talent
    document = person.identity_document if person.has_consented(Purpose.IDENTITY) else None
    return {
        "application": application,
        "profile": person.own_profile,
        "identity": f"{document.get_kind_display()} {mask_id(document.number)}" if document else "",
        "age": age_on(person.own_profile.birth_date, _day_of_submission(application)),
        "is_first": not person.cards.exclude(application=application).exists(),
        "proofs": proofs(application),
        "days_left": days_left(application.due_on),
        "tabs": tabs(user, queue),
        "neighbours": neighbours(user, queue),
        "queue": queue.name,
    }


def proofs(application: Application) -> list[dict[str, Any]]:
    """Each chosen criterion with its documents."""
    documents = list(Evidence.objects.filter(application=application).with_pages())
    chosen = application.chosen.select_related("criterion").order_by("criterion__order", "criterion__slug")
    return [
        {"criterion": row.criterion, "documents": [d for d in documents if d.criterion_id == row.criterion_id]}
        for row in chosen
    ]


def neighbours(user: Any, queue: Queue) -> list[dict[str, Any]]:
    """The head of the queue the officer works through."""
    rows = queue.rows(user).select_related("tier", "talent__profile").order_by(*queue.order)[:NEIGHBOURS]
    return [{"row": row, "days_left": days_left(row.due_on)} for row in rows]


def days_left(due_on: date | None) -> int | None:
    """Working days until the promised day, 0 on it, negative after it."""
    if due_on is None:
        return None
    today = timezone.localdate()
    return working_days.between(today, due_on) if due_on >= today else -max(1, working_days.between(due_on, today))


def age_on(born: date | None, day: date) -> int | None:
    """Full years on `day`."""
    return None if born is None else day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _day_of_submission(application: Application) -> date:
    return timezone.localdate(application.submitted_at) if application.submitted_at else timezone.localdate()
