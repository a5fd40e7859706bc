"""Who explains, answers and settles a case of being turned away, and when (pure: reads, never writes)."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.organisations.enums import Role
from portal.workflow.table import Verdict, no, yes

from ..readiness.liaisons import answerable
from .models import TurnedAwayStatus
from .turns import is_partner_late

if TYPE_CHECKING:
    from accounts.models import User

    from .models import TurnedAway


def explains(user: "User | None", case: "TurnedAway") -> Verdict:
    """The liaison of the partner where it happened; all its desk staff where no liaison has an account."""
    if user and case.talent_id != user.pk and answerable(case.partner).filter(pk=user.pk).exists():
        return yes()
    return no("not_allowed", _("The liaison of the partner where it happened explains this."))


def answers(user: "User | None", case: "TurnedAway") -> Verdict:
    """The officers of the partner's city; never the holder, who recorded the refusal, or who belongs to the partner."""
    if user is None or case.talent_id == user.pk or not user.has_role(Role.CITY_OFFICER, case.partner.city):
        return no("not_allowed", _("The officers of the partner's city answer this."))
    if is_complained_about(user, case):
        return no("complained_about", _("Who is complained about can explain, but neither answer nor close this."))
    return yes()


def is_complained_about(user: "User", case: "TurnedAway") -> bool:
    """Whether the user looked at the card, recorded the refusal, or belongs to the partner."""
    staff = {case.last_check.staff_id if case.last_check else None, case.use.staff_id if case.use else None}
    return user.pk in staff or user.has_role(Role.DESK_STAFF, case.partner)


def is_bureaus_turn(user: "User | None", case: "TurnedAway") -> Verdict:
    """Once the partner has explained, or has let its day go by."""
    if case.status != TurnedAwayStatus.OPEN or is_partner_late(case, timezone.localdate()):
        return yes()
    day = date_format(case.due_on) if case.due_on else ""
    return no("partners_turn", _("The partner has until %(day)s to explain; the bureau answers then.") % {"day": day})


def is_clock(user: "User | None", case: "TurnedAway") -> Verdict:
    """The portal itself, by a periodic job."""
    return yes() if user is None else no("not_allowed", _("This happens by itself once the day has gone by."))


def has_lapsed(user: "User | None", case: "TurnedAway") -> Verdict:
    """Once the partner's day has gone by, and nobody was told of that yet."""
    if case.lapsed_at is None and is_partner_late(case, timezone.localdate()):
        return yes()
    return no("not_lapsed", _("The partner's day has not gone by, or that was told already."))


def is_portal(user: "User | None", case: "TurnedAway") -> Verdict:
    """The portal itself, when the desk undoes the refusal or the holder leaves; nobody withdraws a case by hand."""
    return yes() if user is None else no("not_allowed", _("Nobody withdraws this by hand."))
