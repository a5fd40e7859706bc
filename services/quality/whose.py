"""Whose card was not honoured? Which a holder can tell of, and how much of that a counter and an office read."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from accounts.models import Card
from portal.masking import mask_name

from ..partners.rules import discloses_holder

if TYPE_CHECKING:
    from .models import TurnedAway


def cards_of(user: Any) -> list[Card]:
    """The newest card of the holder and of each of the family, the holder's own first. Also one that does not stand: it
    may have been turned away for that."""
    newest = {card.member_id: card for card in Card.objects.shown().filter(talent=user).order_by("id")}
    return sorted(newest.values(), key=lambda card: card.member_id or 0)


def to_the_holder(card: Card) -> str:
    if card.member is None:
        return _("My own card")
    return _("%(name)s (%(relation)s)") % {"name": card.member.name, "relation": card.member.get_relation_display()}


def to_an_office(case: "TurnedAway") -> str:
    """The masked name, and what the person is to the holder."""
    return " · ".join(filter(None, (mask_name(case.card.name), _relation(case.card))))


def to_the_desk(case: "TurnedAway") -> str:
    """The same where a check there has told it; else not the name, which nobody showed them."""
    return to_an_office(case) if _was_shown(case) else _relation(case.card)


def _relation(card: Card) -> str:
    return str(card.member.get_relation_display()) if card.member else _("the holder")


def _was_shown(case: "TurnedAway") -> bool:
    check = case.last_check
    if check is None or check.card is None or not discloses_holder(check.reason):
        return False
    return check.card.member_id == case.card.member_id
