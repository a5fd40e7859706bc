"""Which windows get a drill now? A few, by chance, while they are open; each about once in some weeks."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from ..catalogue.enums import Delivery
from ..models import Acknowledgement, Drill, PartnerService, Window
from .actions import send_drill
from .drills import ANSWER_WITHIN
from .hours import MIDNIGHT, Opening, openings
from .instructions import version_of
from .querysets import honoured

REST = timedelta(days=20)  # after a drill that was passed
AGAIN = timedelta(hours=20)  # after any
SETTLE = timedelta(days=3)  # after a window has read what is new
EACH = 1 / 200  # of the times that the task runs while a window is open
NOT_ELIGIBLE = 1 / 4
dice: Any = random.SystemRandom()


def send_some(now: datetime, chance: Callable[[], float] = dice.random) -> int:
    """How many were sent."""
    due = list(_due(now, chance))
    for row, window in due:
        send_drill(row, window, is_eligible=chance() >= NOT_ELIGIBLE)
    return len(due)


def _due(now: datetime, chance: Callable[[], float]) -> Iterator[tuple[PartnerService, Window]]:
    windows = list(_rested(now))
    opening = openings({window.partner_id for window in windows}, now)
    for window in windows:
        if _is_open(opening.get(window.partner_id), now) and chance() < EACH:
            yield from _one_of(window, now)


def _rested(now: datetime) -> Any:
    """Open windows that have passed none for some weeks, and got none today."""
    lately = Drill.objects.filter(window=OuterRef("pk"))
    passed = lately.passed().filter(sent_at__gt=now - REST)
    just_now = lately.filter(sent_at__gt=now - AGAIN)
    rested = Window.objects.filter(is_active=True, partner__is_active=True)
    return rested.filter(~Exists(just_now), ~Exists(passed)).order_by("pk")


def _is_open(opening: Opening | None, now: datetime) -> bool:
    """Open, and for long enough to answer."""
    if opening is None or not opening.is_open:
        return False
    end = timezone.localtime(now + ANSWER_WITHIN)
    closes = opening.until
    return closes is None or (end.date() == timezone.localdate(now) and (closes == MIDNIGHT or end.time() < closes))


def _one_of(window: Window, now: datetime) -> Iterator[tuple[PartnerService, Window]]:
    """One service that is checked by card here and that the window has known for some days."""
    rows = honoured().filter(partner=window.partner_id, service__delivery=Delivery.COUNTER)
    read = Acknowledgement.objects.by_staff_still_there().filter(window=window, acknowledged_at__lte=now - SETTLE)
    known = set(read.values_list("service", "version"))
    settled = [row for row in rows if (row.service_id, version_of(row)) in known]
    if settled:
        yield dice.choice(settled), window
