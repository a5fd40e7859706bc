"""Which cases an officer sees in which tab, in which order, and how many wait."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.counting import at_most

from .enums import Status
from .models import Application

Rows = QuerySet[Application]


@dataclass(frozen=True)
class Queue:
    """One tab; `is_counted` where the number says what there is to do."""

    name: str
    label: Any
    rows: Callable[[Any], Rows]
    order: tuple[str, ...] = ("due_on", "id")
    is_counted: bool = True


QUEUES = (
    Queue("waiting", _("Waiting"), lambda user: Application.objects.waiting_for(user)),
    Queue("mine", _("Mine"), lambda user: Application.objects.waiting_for(user).filter(officer=user)),
    Queue("overdue", _("Overdue"), lambda user: Application.objects.waiting_for(user).overdue()),
    Queue(
        "returned",
        _("Returned"),
        lambda user: Application.objects.of_office(user).filter(status=Status.RETURNED),
        ("-id",),
    ),
    Queue(
        "decided", _("Decided"), lambda user: Application.objects.of_office(user).decided(), ("-id",), is_counted=False
    ),
)
BY_NAME = {queue.name: queue for queue in QUEUES}


def queue_named(name: str | None) -> Queue:
    """The queue of that name; the first for an unknown one."""
    return BY_NAME.get(name or "", QUEUES[0])


def tabs(user: Any, current: Queue) -> list[dict[str, Any]]:
    """The tabs as a page draws them; open cases are counted, up to a hundred."""
    return [
        {
            "name": queue.name,
            "label": queue.label,
            "count": at_most(queue.rows(user)) if queue.is_counted else None,
            "is_current": queue == current,
        }
        for queue in QUEUES
    ]
