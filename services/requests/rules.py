"""Who answers a request, and who may do what with it (pure: reads, never writes)."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.card.enums import CardStatus
from accounts.models import Card
from accounts.organisations.enums import Role
from portal.workflow.table import Verdict, no, yes

if TYPE_CHECKING:
    from accounts.models import User

    from .models import ServiceRequest

SCHOOL_PLACE = "school-place"
HOME_SUBSIDY = "home-purchase-subsidy"
DETAILS = {SCHOOL_PLACE: "school_place", HOME_SUBSIDY: "home_subsidy"}
CHOOSE_A_SCHOOL = frozenset("ABC")
NOT_ENTITLED = no("not_entitled", _("The card does not give this service, or is not valid at the moment."))
CONSENT_WITHDRAWN = no(
    "consent_withdrawn",
    _(
        "You have withdrawn the consent that this service needs. "
        "Give it again under My details > What I have agreed to."
    ),
)


def answers_of(request: "ServiceRequest") -> Any:
    """The row of what was answered. KeyError: the service cannot be requested here."""
    return getattr(request, DETAILS[request.service.slug])


def is_owner(user: "User", request: "ServiceRequest") -> Verdict:
    if request.talent_id == user.pk:
        return yes()
    return no("not_allowed", _("Only the person who asked can do this."))


def answers(user: "User", request: "ServiceRequest") -> Verdict:
    """The desk of the partner asked, or where none is asked the officers of the city; never the person who asked."""
    if request.talent_id == user.pk:
        return no("own_case", _("Nobody decides a request of their own."))
    if request.partner_id and user.has_role(Role.DESK_STAFF, request.partner):
        return yes()
    if not request.partner_id and user.has_role(Role.CITY_OFFICER, request.city):
        return yes()
    return no("not_allowed", _("This request lies at another desk."))


def is_still_entitled(user: "User", request: "ServiceRequest") -> Verdict:
    """The card behind the request, or the one it was renewed by, is valid and its tier gives the service."""
    entitled = request.service.entitlements.filter(tier_id=request.card.tier_id, is_allowed=True)
    valid = Card.objects.filter(application=request.card.application_id, member=None, status=CardStatus.ACTIVE)
    if valid.exists() and entitled.exists():
        return yes()
    return NOT_ENTITLED


def may_ask(user: "User", request: "ServiceRequest") -> Verdict:
    """Still entitled, and the consent that the service needs is not withdrawn."""
    purpose = request.service.consent
    if purpose and request.talent.has_withdrawn(purpose):
        return CONSENT_WITHDRAWN
    return is_still_entitled(user, request)


def answer_days(request: "ServiceRequest") -> int:
    """The working days within which the catalogue promises an answer; 0 where it promises none."""
    return request.service.answer_days or 0
