"""Which cases an officer sees in which tab, in which order, and how many wait."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from .enums import Status
from .models import Application

Rows = QuerySet[Application]


@dataclass(frozen=True)
class Queue:
    """One tab; `is_counted` where the number is small enough to count on each page."""

    name: str
    label: Any
    rows: Callable[[Any], Rows]
    order: tuple[str, ...] = ("due_on", "id")
    is_counted: bool = True


def _visible(user: Any) -> Any:
    return Application.objects.visible_to(user)


QUEUES = (
    Queue("waiting", _("Waiting"), lambda user: Application.objects.waiting_for(user)),
    Queue("mine", _("Mine"), lambda user: Application.objects.waiting_for(user).filter(officer=user)),
    Queue("overdue", _("Overdue"), lambda user: Application.objects.waiting_for(user).overdue()),
    Queue("returned", _("Returned"), lambda user: _visible(user).filter(status=Status.RETURNED), ("-id",)),
    Queue("decided", _("Decided"), lambda user: _visible(user).decided(), ("-id",), is_counted=False),
)
BY_NAME = {queue.name: queue for queue in QUEUES}


def queue_named(name: str | None) -> Queue:
    """The queue of that name; the first for an unknown one."""
    return BY_NAME.get(name or "", QUEUES[0])


def tabs(user: Any, current: Queue) -> list[dict[str, Any]]:
    """The tabs as a page draws them; one count each, over open cases only."""
    return [
        {
            "name": queue.name,
            "label": queue.label,
            "count": queue.rows(user).count() if queue.is_counted else None,
            "is_current": queue == current,
        }
        for queue in QUEUES
    ]
