"""Who may do what with a photo (pure: reads, never writes)."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.workflow.table import Verdict, no, yes

from ..accreditation.rules import is_of_deciding_office
from ..card.models import Card
from ..card.rules import standing

if TYPE_CHECKING:
    from ..people.models import User
    from .models import Portrait


def is_owner(user: "User", portrait: "Portrait") -> Verdict:
    if portrait.owner_id == user.pk:
        return yes()
    return no("not_allowed", _("Only the holder can do this."))


def decides(user: "User", portrait: "Portrait") -> Verdict:
    """The office that decided about the holder; never the holder."""
    if portrait.owner_id == user.pk:
        return no("own_case", _("Nobody decides about a photo of their own."))
    return is_of_deciding_office(user, portrait.application)


def another_comes(user: "User | None", portrait: "Portrait") -> Verdict:
    """The portal alone, as another photo of the same person takes the place."""
    if user is None:
        return yes()
    return no("not_allowed", _("A photo gives way only to another one."))


def has_card(user: Any, portrait: "Portrait") -> Verdict:
    """The person has a card that stands or is suspended."""
    return may_send(portrait.owner, portrait.member)


def may_send(owner: "User", member: Any = None) -> Verdict:
    """Whether a photo of the holder, or of `member`, would be on a card at all."""
    if stands(card_of(owner, member)):
        return yes()
    return no("no_card", _("There is no valid card on which the photo would be."))


def stands(card: Card | None) -> bool:
    return card is not None and standing(card, timezone.localdate()) in {"ok", "card_suspended"}


def card_of(owner: "User", member: Any = None) -> Card | None:
    """The newest card of the holder, or of `member`; None where there was never one."""
    if member is None:
        return Card.objects.latest_of(owner)
    return Card.objects.shown().filter(member=member).order_by("-id").first()
