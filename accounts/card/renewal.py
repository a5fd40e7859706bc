"""How does a card come in the place of an earlier one, on the same decision and with a number of its own?"""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.notifications.outbox import notify
from portal.workflow.engine import Refusal, start

from ..family.actions import begin_family_again, until
from .enums import WhyRenewed
from .models import Card
from .notices import about
from .rules import ends_soon

if TYPE_CHECKING:
    from ..family.models import FamilyMember
    from ..people.models import User


def renew(card: Card, *, by: "User", reason: str, data: dict[str, Any]) -> None:
    """Effect of `renew`: the next card, with the time that was left, or near its end with the years of its tier.

    Raises `Refusal` with `not_ending` or `must_apply`.
    """
    last = card.expires_on
    if card.member:
        last = _with_holder(card, card.member)
    elif data.get("why") == WhyRenewed.ENDING:
        last = _longer(card)
    made = _next(card, by=by, expires_on=last)
    notify([made.talent], "card_renewed", context=about(made), key=f"card_renewed:{made.public_id}")


def give_again(card: Card, *, by: "User", reason: str, data: dict[str, Any]) -> None:
    """Effect of `come_back` and `reinstate`: a card for the rest of the decision's time; the account is open again."""
    if not card.talent.is_active:
        card.talent.is_active = True
        card.talent.save(update_fields=["is_active"])
    made = _next(card, by=by, expires_on=card.expires_on)
    if made.member is None:
        begin_family_again(made, by=by)
    notify([made.talent], "card_given_again", context=about(made), key=f"card_given_again:{made.public_id}")


def years_after(day: date, years: int) -> date:
    """The same day so many years later; a 29 February becomes a 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _with_holder(card: Card, member: "FamilyMember") -> date:
    own = Card.objects.own(card.talent).current().first()
    if own is None:
        raise Refusal("no_card", _("The card on which this one would hang is not valid."))
    return until(member, own.expires_on)


def _longer(card: Card) -> date:
    if not ends_soon(card, timezone.localdate()):
        raise Refusal("not_ending", _("The card has more than 60 days left: it is not prolonged yet."))
    if not card.tier.renewal_years:
        raise Refusal("must_apply", _("Cards of this tier are prolonged by a new application."))
    return years_after(card.expires_on, card.tier.renewal_years)


def _next(card: Card, *, by: "User", expires_on: date) -> Card:
    made = Card(talent=card.talent, application=card.application, tier=card.tier, member=card.member, renews=card)
    made.issued_on, made.expires_on = timezone.localdate(), expires_on
    start(made, by=by, action="issue")
    return made
