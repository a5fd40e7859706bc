"""Who may do what with an application, and when it may go on (pure: reads, never writes)."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.workflow.table import Verdict, no, yes

from ..organisations.enums import Role
from .enums import WITH_CITY, WITH_PROVINCE

if TYPE_CHECKING:
    from ..people.models import User
    from .models import Application

DECIDED_BY_CITY = "city"
PROFILE_INCOMPLETE = no(
    "profile_incomplete", _("Fill in your profile first: name, identity document, employer and city.")
)
NO_CRITERION = no("no_criterion", _("Choose at least one criterion."))
EVIDENCE_MISSING = no("evidence_missing", _("Add a readable document to each criterion you chose."))


def is_owner(user: "User", application: "Application") -> Verdict:
    if application.talent_id == user.pk:
        return yes()
    return no("not_allowed", _("Only the applicant can do this."))


def is_responsible(user: "User", application: "Application") -> Verdict:
    """The officers at whose table the case lies: the city's, after forwarding the province's; never the applicant."""
    if application.talent_id == user.pk:
        return no("own_case", _("Nobody decides an application of their own."))
    if application.status in WITH_CITY and user.has_role(Role.CITY_OFFICER, application.city):
        return yes()
    if application.status in WITH_PROVINCE and user.has_role(Role.PROVINCE_OFFICER):
        return yes()
    return no("not_allowed", _("This case lies with another office."))


def decides(user: "User", application: "Application") -> Verdict:
    """Tiers D and E are decided by the city, A to C by the province."""
    verdict = is_responsible(user, application)
    if not verdict.ok:
        return verdict
    by_city = application.tier.decided_by == DECIDED_BY_CITY
    if by_city == (application.status in WITH_CITY):
        return yes()
    return no("province_decides", _("This tier is decided by the province: forward the case."))


def is_of_deciding_office(user: "User", application: "Application") -> Verdict:
    """What hangs on a decision lies with the office that made it; the province may take what lies with a city."""
    by_city = application.tier.decided_by == DECIDED_BY_CITY
    if user.has_role(Role.PROVINCE_OFFICER) or (by_city and user.has_role(Role.CITY_OFFICER, application.city)):
        return yes()
    return no("not_allowed", _("This case lies with another office."))


def is_for_province(user: "User", application: "Application") -> Verdict:
    if application.tier.decided_by == DECIDED_BY_CITY:
        return no("city_decides", _("This tier is decided by the city."))
    return yes()


def is_complete(user: "User", application: "Application") -> Verdict:
    """Nothing is missing; else the first thing that is."""
    return next(iter(missing(application)), yes())


def missing(application: "Application") -> list[Verdict]:
    """What stands between the application and its submission, all at once."""
    found = []
    if not application.talent.has_complete_profile:
        found.append(PROFILE_INCOMPLETE)
    chosen = set(application.chosen.values_list("criterion_id", flat=True))
    if not chosen:
        found.append(NO_CRITERION)
    if chosen - set(application.evidence.exclude(state="unreadable").values_list("criterion_id", flat=True)):
        found.append(EVIDENCE_MISSING)
    return found
