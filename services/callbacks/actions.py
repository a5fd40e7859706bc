"""How a window makes a code for a holder who rang: it looks the card up, rings the registered number, and says who
answered. Until the holder did, nobody reads the code, and nothing can be recorded with it.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.card.actions import end_code, make_spoken
from accounts.card.notices import whose
from accounts.models import Card, Partner
from portal.notifications.outbox import notify
from portal.notifications.texts import in_both_languages
from portal.spoken_names import as_said
from portal.workflow.engine import Refusal

from ..models import CallBack, CallBackAnswer, Check
from ..partners.checks import check_code
from ..partners.counter import at
from ..partners.enums import Channel, Verdict
from .models import Answered

if TYPE_CHECKING:
    from accounts.models import User

GOOD_FOR = timedelta(hours=24)
CALL_WITHIN = timedelta(minutes=15)


@transaction.atomic
def look_up(
    partner: Partner, *, number: str, name: str, service: str, staff: "User", member: str = "", key: str | None = None
) -> Check:
    """Check the card of that number and name for `service`, or with `member` that of whom of the same family is so
    named; where it gives the service, a call back is due.

    A wrong number and a wrong name, whosever, are answered alike, as an unknown code, and count as a guess. The same
    `key` finds the first answer. Raises `Slowed` as `check_code` does, and `KeyReused`.
    """
    if former := _made_with(partner, key):
        return former
    card = _called(number, name, member)
    code = make_spoken(card, partner_kind=partner.kind, service=service, good_for=GOOD_FOR) if card else None
    text = (code.text or "") if code else ""
    check = check_code(at(partner), code=text, service=service, channel=Channel.DESK, staff=staff, key=key).check
    if code and check.verdict == Verdict.ELIGIBLE:
        CallBack.objects.create(check_made=check, code=code)
    elif code:
        end_code(code)
    return check


@transaction.atomic
def answer(call_back: CallBack, *, answered: str, by: "User") -> CallBackAnswer:
    """Say who answered: to the holder the code may now be told, else it has ended. The holder is told in any case.

    Raises `Refusal` with `too_late` or `already_answered`.
    """
    now, check = timezone.now(), call_back.check_made
    if now - check.checked_at > CALL_WITHIN:
        raise Refusal("too_late", _("The time to call back is over. Look the card up again."))
    try:
        with transaction.atomic():
            given = CallBackAnswer.objects.create(call_back=call_back, answered=answered, staff=by, answered_at=now)
    except IntegrityError as error:
        raise Refusal("already_answered", _("Who answered is already recorded.")) from error
    if answered != Answered.HOLDER:
        end_code(call_back.code)
    _tell(check, given)
    return given


def _made_with(partner: Partner, key: str | None) -> Check | None:
    return Check.objects.filter(partner=partner, idempotency_key=key).first() if key else None


def _called(number: str, name: str, member: str) -> Card | None:
    """The card under that number that names that person, or the family's that names `member`; of a holder who has a
    number that can be rung."""
    found = Card.objects.shown().filter(number=as_said(number)).first()
    if found is None or not found.talent.phone or not found.talent.phone_verified_at:
        return None
    if not _is_named(found, name):
        return None
    return _of_family(found, member) if member else found


def _of_family(card: Card, name: str) -> Card | None:
    """The newest card of that person; whether it stands is for the check to answer."""
    cards = Card.objects.shown().filter(talent=card.talent_id, member__isnull=False).order_by("-id")
    return next((one for one in cards if _is_named(one, name)), None)


def _is_named(card: Card, name: str) -> bool:
    return as_said(name) == as_said(card.name) != ""


def _tell(check: Check, given: CallBackAnswer) -> None:
    card: Any = check.card  # a call back is due for a known card alone
    known: dict[str, Any] = whose(card) | {
        "partner": in_both_languages(check.partner),
        "service": in_both_languages(check.service),
        "recorded_at": given.answered_at.isoformat(),
    }
    made = given.answered == Answered.HOLDER
    page = reverse("services:spoken-codes" if made else "accounts:card")
    template = "code_made_by_window" if made else "code_asked_by_telephone"
    notify([card.talent], template, context=known | {"url": page}, key=f"call_back:{check.public_id}")
