"""Who may do what with a card, and whether it stands today (pure: reads, never writes)."""

from datetime import date
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext_lazy as _

from portal.workflow.table import Verdict, no, yes

from ..organisations.enums import Role
from .enums import ENDED, CardStatus

if TYPE_CHECKING:
    from ..people.models import User
    from .models import Card


def is_holder(user: "User", card: "Card") -> Verdict:
    if card.talent_id == user.pk:
        return yes()
    return no("not_allowed", _("Only the holder can do this."))


def may_revoke(user: "User", card: "Card") -> Verdict:
    """An officer of the office that decided: the city for D and E, the province for all."""
    if card.talent_id == user.pk:
        return no("own_case", _("Nobody decides about a card of their own."))
    if user.has_role(Role.PROVINCE_OFFICER):
        return yes()
    if card.tier.decided_by == "city" and user.has_role(Role.CITY_OFFICER, card.application.city):
        return yes()
    return no("not_allowed", _("This card was issued by another office."))


def replaced_by_decision(user: "User", card: "Card") -> Verdict:
    """A card is replaced only by the issue of the next one, inside the officer's approval."""
    newer = card.talent.applications.filter(status="approved", card__isnull=True).exclude(pk=card.application_id)
    if newer.exists():
        return yes()
    return no("not_allowed", _("A card is replaced only by a new decision."))


class Dated(Protocol):
    """A card, or as much of one as a counter reads."""

    @property
    def status(self) -> str: ...
    @property
    def expires_on(self) -> date: ...


def standing(card: Dated, today: date) -> str:
    """`ok`, `card_suspended`, `card_revoked` or `card_expired` on `today` (the last day of validity included).

    A card that was cancelled or replaced answers as a revoked one: CONTRACT.md names no further reason.
    """
    if card.status in ENDED:
        return "card_revoked"
    if card.expires_on < today:
        return "card_expired"
    if card.status == CardStatus.SUSPENDED:
        return "card_suspended"
    return "ok"


def is_shown(card: "Card", today: date) -> Verdict:
    """A card shows codes only while it stands."""
    code = standing(card, today)
    return yes() if code == "ok" else no(code, _("The card is not valid at the moment, so it shows no code."))
