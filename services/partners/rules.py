"""Which answer a check gets (pure: reads, never writes). The order is part of CONTRACT.md's promise: what is said
about a code comes before what is said about a card, and nothing about a card is said to a partner whose service it
is not."""

from datetime import date, datetime

from accounts.card.rules import standing

from ..catalogue.family import is_entitled
from .enums import Reason
from .facts import Facts

GENUINE_ONLY = frozenset(
    {
        Reason.OK,
        Reason.CARD_SUSPENDED,
        Reason.CARD_REVOKED,
        Reason.CARD_EXPIRED,
        Reason.NOT_ENTITLED,
        Reason.ALLOWANCE_USED_UP,
    }
)


def reason_for(facts: Facts, *, now: datetime, today: date) -> Reason:
    """The first reason that speaks against the use, or `ok`."""
    if facts.code is None:
        return Reason.UNKNOWN_CODE
    if facts.code.used_at is not None:
        return Reason.ALREADY_USED
    if facts.code.ended_at is not None or facts.code.expires_at <= now:
        return Reason.EXPIRED
    if facts.honoured is None or not facts.code.is_for_here:
        return Reason.SERVICE_NOT_YOURS
    card = standing(facts.card, today) if facts.card else Reason.UNKNOWN_CODE
    if card != Reason.OK:
        return Reason(card)
    if not _is_granted(facts) or facts.is_consent_withdrawn:
        return Reason.NOT_ENTITLED
    if facts.left == 0:
        return Reason.ALLOWANCE_USED_UP
    return Reason.OK


def _is_granted(facts: Facts) -> bool:
    """The tier gives the service, and to whom the card names: the holder, or this relation of the family."""
    if not facts.grant or not facts.grant["is_allowed"] or facts.card is None:
        return False
    return is_entitled(facts.grant["family"], facts.card.relation)


def discloses_holder(reason: str) -> bool:
    """Whether the answer may say whose card it is: the code was genuine and the service is the partner's."""
    return reason in GENUINE_ONLY
