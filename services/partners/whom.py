"""For whom does a holder make a code or name a proxy: for themselves, or for one of the family whose card is valid?"""

from dataclasses import dataclass

from django.utils import timezone

from accounts.card.of_member import card_of_member
from accounts.card.rules import standing
from accounts.models import Card
from portal.signed_in import SignedInRequest


@dataclass(frozen=True, kw_only=True)
class Whom:
    """The card that was chosen, None for whoever never had one, and those of the family to choose from."""

    card: Card | None
    family: list[Card]

    @property
    def is_shown(self) -> bool:
        """Whether the chosen card shows anything today."""
        return self.card is not None and standing(self.card, timezone.localdate()) == "ok"


def chosen_in(request: SignedInRequest) -> Whom:
    """By the address: `?for=` and the public id of one of the holder's family, else the holder. 404 for another's."""
    member = request.GET.get("for", "")
    card = card_of_member(request.user, member) if member else Card.objects.latest_of(request.user)
    return Whom(card=card, family=list(Card.objects.of_family(request.user)))
