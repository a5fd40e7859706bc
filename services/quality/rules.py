"""Who answers a report of being turned away (pure: reads, never writes)."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import Role
from portal.workflow.table import Verdict, no, yes

if TYPE_CHECKING:
    from accounts.models import User

    from .models import TurnedAway


def answers(user: "User", report: "TurnedAway") -> Verdict:
    """The officers of the partner's city; the partner complained about cannot close it."""
    if report.talent_id != user.pk and user.has_role(Role.CITY_OFFICER, report.partner.city):
        return yes()
    return no("not_allowed", _("The officers of the partner's city answer this."))
