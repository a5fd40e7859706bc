"""Which card does an address mean that names one of the holder's family?"""

from typing import Any
from uuid import UUID

from django.http import Http404

from .models import Card


def card_of_member(user: Any, public_id: str) -> Card:
    """The newest one; whether it stands is said on the page, as of the holder's own. 404 for another's."""
    try:
        cards = Card.objects.shown().filter(talent=user, member__public_id=UUID(public_id))
    except ValueError as error:
        raise Http404 from error
    card = cards.order_by("-id").first()
    if card is None:
        raise Http404
    return card
