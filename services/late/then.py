"""How did a code and its card stand at the moment when the code was shown? Pure: reads, never writes."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.card.enums import CardStatus
from accounts.card.well_known import key_set
from accounts.models import Card
from examples.verifier import genuine, read_keys
from examples.verifier.verifier import TOLERANCE

from ..partners.enums import Reason
from ..partners.facts import Facts
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
        card = replace(card, status=_status(Card.objects.get(pk=card.pk), moment))
    return replace(facts, code=code, card=card)


def _status(card: Card, moment: datetime) -> str:
    ended_at = card.revoked_at or card.replaced_at or card.cancelled_at
    if ended_at and ended_at <= moment:
        return card.status
    is_suspended = card.suspended_at is not None and card.suspended_at <= moment
    return CardStatus.SUSPENDED if is_suspended else CardStatus.ACTIVE
