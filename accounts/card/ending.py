"""What a holder reads about the end of a card: the reason an officer gave, and the office to ask."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from policies.models import Authority
from portal.workflow.story import public_story

from ..organisations.enums import Role
from .enums import CardStatus
from .models import Card

if TYPE_CHECKING:
    from ..people.models import User


@dataclass(frozen=True, kw_only=True)
class Ending:
    """When a card ended, by which office; `reason` is empty where none was needed or it was erased since."""

    card: Card
    at: datetime | None
    office: Authority
    reason: str


def revocation(card: Card) -> Ending | None:
    """Why and by whom `card` was revoked; None where it was not."""
    if card.status != CardStatus.REVOKED:
        return None
    reasons = [event.reason for event in public_story(card) if event.action == "revoke"]
    return Ending(
        card=card, at=card.revoked_at, office=_office(card, card.revoked_by), reason=reasons[-1] if reasons else ""
    )


def cancellation(card: Card) -> Ending | None:
    """When and by which office `card` was cancelled; None where it was not, or where the holder ended it."""
    if card.status != CardStatus.CANCELLED or not card.cancelled_for:
        return None
    return Ending(card=card, at=card.cancelled_at, office=_office(card, card.cancelled_by), reason="")


def replacement(card: Card) -> Ending | None:
    """Which card `card` took the place of, when, and by the decision of which office where it was not renewed by the
    holder; None where there was none."""
    former = Card.objects.filter(
        talent=card.talent_id, member=card.member_id, status=CardStatus.REPLACED, id__lt=card.pk
    )
    if card.renews_id:
        former = former.filter(pk=card.renews_id)
    row: Any = former.select_related("tier", "replaced_by").order_by("-id").first()
    return Ending(card=row, at=row.replaced_at, office=_office(card, row.replaced_by), reason="") if row else None


def _office(card: Card, by: "User | None") -> Authority:
    """For whom `by` acted: the province for the tiers it decides and for its own officers, else the city."""
    city: Any = card.application.city
    is_provincial = card.tier.decided_by == "province" or (by is not None and by.has_role(Role.PROVINCE_OFFICER))
    return city.parent if is_provincial else city
