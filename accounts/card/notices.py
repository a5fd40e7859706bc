"""Who is told about a card, and what about."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from portal.notifications.texts import in_both_languages

from ..accreditation.notices import city_officers, province_officers
from ..family.enums import Relation
from .enums import Cause

if TYPE_CHECKING:
    from ..people.models import User
    from .models import Card


def holder(card: "Card") -> Iterable["User"]:
    return [card.talent]


def office(card: "Card") -> Iterable["User"]:
    """The officers of whoever decided about the card's tier."""
    by_city = card.tier.decided_by == "city"
    return city_officers(card.application) if by_city else province_officers(card.application)


def about(card: "Card") -> dict[str, Any]:
    """What every text about a card may name; days are ISO 8601. The number is not sent: a mail is not a card."""
    said = {"tier": card.tier.letter, "expires_on": card.expires_on.isoformat(), "url": reverse("accounts:card")}
    if card.member:
        said["url"] = reverse("accounts:family-member", args=[card.member.public_id])
    return said | whose(card)


def whose(card: "Card") -> dict[str, Any]:
    """The `relation` of whom of the family the card is for; nothing of a holder's own."""
    return {"relation": in_both_languages(Relation(card.member.relation).label)} if card.member else {}


def about_end(card: "Card") -> dict[str, Any]:
    """Why an office cancelled the card, and whether the holder may simply come back."""
    cause = Cause(card.cancelled_for)
    return about(card) | {"cause": in_both_languages(cause.label), "may_return": cause == Cause.LEFT}


def about_for_office(card: "Card") -> dict[str, Any]:
    return about(card) | {"url": reverse("admin:accounts_card_change", args=[card.pk])}
