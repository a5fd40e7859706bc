"""How a case of being turned away begins, by its holder or by a desk's own “refused”, and how an undo ends it."""

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from accounts.models import Card, Partner
from portal import working_days
from portal.audit.chain import append, lock
from portal.notifications.outbox import notify
from portal.workflow.engine import perform, start

from ..models import Check, Service, TurnedAway, Use
from ..partners.looks import NEWEST_FIRST
from .models import UNANSWERED, UNFINISHED, TurnedAwayStatus
from .notices import about, about_for_desk, about_for_officers, city_officers, liaisons
from .turns import EXPLAIN_DAYS

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def report(card: Card, *, partner: Partner, service: Service, text: str, by: "User") -> TurnedAway:
    """What the holder tells of a counter, with the last check there; the partner has one working day to explain.

    Where the desk has recorded a refusal of that person itself that waits for its explanation, the holder's words join
    that case.
    """
    case = _joined(card, partner, service, text, by=by)
    if case is None:
        there = Check.objects.filter(holder=by, card__member=card.member_id, partner=partner, service=service)
        last = there.order_by(*NEWEST_FIRST).first()
        case = TurnedAway(talent=by, card=card, partner=partner, service=service, text=text, last_check=last)
        _begun(case, action="report", by=by)
    notify([by], "turned_away_received", context=about(case), key=f"turned_away:{case.public_id}:received")
    return case


@transaction.atomic
def open_for(use: Use, *, by: "User | None") -> TurnedAway | None:
    """The case that a recorded refusal of an eligible card opens; None where the holder has left meanwhile."""
    check = use.check_made
    holder = get_user_model().objects.filter(pk=check.holder_id, erased_at=None).first()
    if holder is None or check.card is None or check.service is None:
        return None
    told = TurnedAway.objects.filter(last_check=check, use=None, status=TurnedAwayStatus.OPEN).first()
    if told is not None:
        told.use = use
        told.save(update_fields=["use"])
        append(told, "refuse", by=by, fields=["use"])
        return told
    case = TurnedAway(talent=holder, card=check.card, partner=check.partner, service=check.service)
    case.last_check, case.use = check, use
    _begun(case, action="refuse", by=by)
    notify([holder], "turned_away_opened", context=about(case), key=f"turned_away:{case.public_id}:opened")
    return case


def withdraw_for(use: Use) -> None:
    """An undone refusal ends the case it opened, unless the holder has told of it too, or the bureau has answered."""
    case = TurnedAway.objects.filter(use=use, text="", status__in=UNANSWERED).first()
    if case is not None:
        perform(case, "withdraw", by=None)


def withdraw_of(user: "User") -> None:
    """Nobody is left to be called: the open cases of somebody who leaves end."""
    for case in TurnedAway.objects.filter(talent=user, status__in=UNFINISHED).order_by("pk"):
        perform(case, "withdraw", by=None)


def _joined(card: Card, partner: Partner, service: Service, text: str, *, by: "User") -> TurnedAway | None:
    mine = TurnedAway.objects.filter(talent=by, card__member=card.member_id, status=TurnedAwayStatus.OPEN)
    here = mine.filter(partner=partner, service=service)
    found = here.filter(use__isnull=False, text="").order_by("-id").first()
    if found is None:
        return None
    case = lock(found)
    case.text = text
    case.save(update_fields=["text"])
    append(case, "report", by=by, fields=["text"], locked=True)
    return case


def _begun(case: TurnedAway, *, action: str, by: "User | None") -> TurnedAway:
    """Open it, and tell the partner's liaison and the bureau."""
    case.due_on = working_days.add(timezone.localdate(), EXPLAIN_DAYS)
    start(case, by=by, action=action)
    key = f"turned_away:{case.public_id}"
    notify(liaisons(case), "turned_away_desk", context=about_for_desk(case), key=f"{key}:desk")
    notify(city_officers(case), "turned_away_new", context=about_for_officers(case), key=f"{key}:new")
    return case
