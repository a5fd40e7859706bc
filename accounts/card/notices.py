"""Who is told about a card, and what about."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

if TYPE_CHECKING:
    from ..people.models import User
    from .models import Card


def holder(card: "Card") -> Iterable["User"]:
    return [card.talent]


def about(card: "Card") -> dict[str, Any]:
    """What every text about a card may name; days are ISO 8601. The number is not sent: a mail is not a card."""
    return {"tier": card.tier.letter, "expires_on": card.expires_on.isoformat(), "url": reverse("accounts:card")}
