"""How did a code and its card stand at the moment when the code was shown? Pure: reads, never writes."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.card.well_known import key_set
from accounts.models import Card
from examples.verifier import genuine, read_keys
from examples.verifier.verifier import TOLERANCE
from portal.audit.models import History

from ..partners.enums import Reason
from ..partners.facts import CardShown, Facts
from ..partners.rules import reason_for

CLOCKS_DIFFER = timedelta(seconds=TOLERANCE)


def reason_then(facts: Facts, bare: str, moment: datetime) -> Reason:
    """The first reason that spoke against the use at `moment`, or `ok`; the allowance is that of now."""
    if facts.code is None:
        return Reason.UNKNOWN_CODE
    _said, claims = genuine(bare, read_keys(key_set()))
    if claims is None or moment.timestamp() < claims.not_before - TOLERANCE:
        return Reason.EXPIRED
    day = timezone.localdate(moment)
    return reason_for(as_of(facts, moment), now=moment - CLOCKS_DIFFER, today=day)


def as_of(facts: Facts, moment: datetime) -> Facts:
    """Without what happened to the code and the card only after `moment`."""
    code, card = facts.code, facts.card
    if code and code.ended_at and code.ended_at > moment:
        code = replace(code, ended_at=None)
    if card:
        card = replace(card, status=_status(card, moment))
    return replace(facts, code=code, card=card)


def _status(card: CardShown, moment: datetime) -> str:
    """The one from which the next step after `moment` was taken, else that of now. The history says it, not the card's
    own times: of a card that was lost and found again they tell the last loss alone, and no finding."""
    steps = History.objects.of(Card.objects.only("public_id").get(pk=card.pk)).exclude(from_status="")
    following = steps.filter(at__gt=moment).first()
    return str(following.from_status) if following else card.status
