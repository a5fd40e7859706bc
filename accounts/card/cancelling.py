"""What else happens when an office cancels a card, and to whom is a word said when its holder has died?"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from portal.models import OutboxMessage
from portal.notifications.enums import State
from portal.notifications.outbox import send_to_address

from ..family.actions import end_family
from ..people.sessions import end_sessions
from .enums import Cause
from .models import Card

if TYPE_CHECKING:
    from ..people.models import User

FAMILY_LETTER = timedelta(days=3)
WAITING = (State.PENDING, State.HELD)


def cancel(card: Card, *, by: "User", reason: str, data: dict[str, Any]) -> None:
    """Effect of `cancel_by_office`: `data["cause"]` is kept; `data["family"]`, an e-mail, is used once and not kept."""
    card.cancelled_for = Cause(data["cause"])
    card.save(update_fields=["cancelled_for"])
    if card.cancelled_for == Cause.DIED:
        if card.member_id is None:
            _fall_silent(card.talent)
        if data.get("family"):
            _tell_family(card, data["family"])
    end_family(card, by=by)


def end_with_holder(card: Card, *, by: "User", reason: str, data: dict[str, Any]) -> None:
    """Effect: it may begin again with a later card of the holder."""
    card.cancelled_for = Cause.HOLDER
    card.save(update_fields=["cancelled_for"])


def _fall_silent(person: "User") -> None:
    """No message goes to somebody who has died, not even one that was waiting; an open session ends."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    OutboxMessage.objects.filter(user=person, state__in=WAITING).delete()
    end_sessions(person)


def _tell_family(card: Card, address: str) -> None:
    send_to_address(
        "email",
        address,
        "card_ended_family",
        context={"name": card.name},
        key=f"card_ended_family:{card.public_id}",
        language=card.talent.language,
        lifetime=FAMILY_LETTER,
    )
