"""Who may do what with a card, and whether it stands today (pure: reads, never writes)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.workflow.table import Verdict, no, yes

from ..organisations.enums import Role
from .enums import ENDED, CardStatus, Cause

if TYPE_CHECKING:
    from ..people.models import User
    from .models import Card

SOON = timedelta(days=60)
SHOWN_NOT = {
    code: no(code, _("The card is not valid at the moment, so it shows no code."))
    for code in ("card_revoked", "card_expired", "card_suspended")
}


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


def ends_with_holder(user: "User", card: "Card") -> Verdict:
    """A card of the family, once its holder has none any more."""
    own = card.talent.cards.filter(member=None).current()
    if card.member_id and not own.exists():
        return yes()
    return no("not_allowed", _("A family card ends so only with the holder's own."))


def replaced_by_decision(user: "User", card: "Card") -> Verdict:
    """A card is replaced only by the issue of the next one, inside the officer's approval."""
    newer = card.talent.applications.filter(status="approved", cards__isnull=True).exclude(pk=card.application_id)
    if newer.exists():
        return yes()
    return no("not_allowed", _("A card is replaced only by a new decision."))


def ends_soon(card: "Card", today: date) -> bool:
    """Whether `card` is in force and has 60 days left at most."""
    return today <= card.expires_on <= today + SOON


def is_renewable(user: "User", card: "Card") -> Verdict:
    """The decision stands and there is time left to give; `user` is not asked about."""
    if card.application.status != "approved":
        return no("no_decision", _("The decision behind this card no longer stands: apply again."))
    if card.expires_on <= timezone.localdate():
        return no("card_expired", _("The card has expired: apply again, with what you entered before."))
    return yes()


def may_be_given_again(user: "User", card: "Card") -> Verdict:
    """A card that an office cancelled, while its decision would still run, and nothing took its place."""
    if not card.cancelled_for:
        return no("not_by_office", _("This card was cancelled with its account."))
    same_person = card.talent.cards.filter(member=card.member_id)
    if same_person.current().exists() or hasattr(card, "renewal"):
        return no("has_card", _("A newer card is there already."))
    return is_renewable(user, card)


def may_come_back(user: "User", card: "Card") -> Verdict:
    """Whoever left and is here again; whose employment ended shows the new one in an application."""
    if card.cancelled_for != Cause.LEFT:
        return no("not_by_leaving", _("Apply again: what you entered before is kept."))
    return may_be_given_again(user, card)


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
    return SHOWN_NOT.get(code, yes())
