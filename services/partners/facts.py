"""What must be known to answer a check: the code, the card and what a counter may see of it, and what is used."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.card.enums import CodeKind
from accounts.models import Card

from ..catalogue.family import SELF
from .periods import COUNTED_PERIODS


@dataclass(frozen=True, kw_only=True)
class CodeShown:
    """The code that was shown; `is_for_here` False where it was made for another service or kind of partner."""

    pk: int
    kind: str
    used_at: datetime | None
    ended_at: datetime | None
    expires_at: datetime
    is_for_here: bool

    @property
    def is_used_up_by_a_check(self) -> bool:
        """A live code alone; the others are good until they end."""
        return self.kind in {CodeKind.LIVE, CodeKind.PROXY}


@dataclass(frozen=True, kw_only=True)
class CardShown:
    """The card behind the code, and what a counter may see of whom it names: the holder, or a `relation` of theirs."""

    pk: int
    holder_id: int
    holder_name: str
    letter: str
    status: str
    expires_on: date
    relation: str = SELF


@dataclass(frozen=True, kw_only=True)
class Facts:
    """`honoured` is None where the service is not the partner's, `grant` where the tier has no row for it;
    `is_consent_withdrawn` where the tier gives the service and a withdrawn consent alone stands in the way."""

    partner_id: int
    service_id: int | None
    city_id: int | None = None  # where the partner is
    honoured: dict[str, str] | None = None
    code: CodeShown | None = None
    card: CardShown | None = None
    grant: dict[str, Any] | None = None
    used: int = 0
    id_tail: str | None = None
    has_photo: bool = False
    proxy: str | None = None  # the name of whose phone showed the code, if not the holder's
    is_consent_withdrawn: bool = False
    missed: int = 0  # unknown codes from this partner within the hour before, and when the last
    missed_at: datetime | None = None

    @property
    def left(self) -> int | None:
        """Uses left in the running period; None where the service is not counted."""
        if not self.grant or self.grant["limit"] is None or self.grant["period"] not in COUNTED_PERIODS:
            return None
        return max(0, int(self.grant["limit"]) - self.used)


def card_shown(card: Card) -> CardShown:
    """What a counter may see of a card that is `shown()`."""
    return CardShown(
        pk=card.pk,
        holder_id=card.talent_id,
        holder_name=card.name,
        relation=card.member.relation if card.member else SELF,
        letter=card.tier.letter,
        status=card.status,
        expires_on=card.expires_on,
    )
