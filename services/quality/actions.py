"""How a report of being turned away reaches the responsible bureau."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import Card, Partner
from portal import working_days
from portal.notifications.outbox import notify
from portal.workflow.engine import start

from ..models import Check, Service, TurnedAway
from .notices import about, about_for_officers, city_officers

if TYPE_CHECKING:
    from accounts.models import User

ANSWER_DAYS = 1


@transaction.atomic
def report(card: Card, *, partner: Partner, service: Service, text: str, by: "User") -> TurnedAway:
    """Open a report with what was tried where (the holder's last check there goes along); one working day to answer."""
    last = Check.objects.filter(holder=by, partner=partner, service=service).order_by("-id").first()
    row = TurnedAway(talent=by, card=card, partner=partner, service=service, text=text, last_check=last)
    row.due_on = working_days.add(timezone.localdate(), ANSWER_DAYS)
    start(row, by=by, action="report")
    notify([by], "turned_away_received", context=about(row), key=f"turned_away:{row.public_id}:received")
    notify(
        city_officers(row), "turned_away_new", context=about_for_officers(row), key=f"turned_away:{row.public_id}:new"
    )
    return row
