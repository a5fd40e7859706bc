"""Who may say for a window that it has read something, and who prints its papers (pure: reads, never writes)?"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from accounts.organisations.enums import Role
from portal.workflow.table import Verdict, no, yes

from ..models import Drill, PartnerService, Window

if TYPE_CHECKING:
    from accounts.models import User


def may_answer(user: "User", drill: Drill, now: datetime) -> Verdict:
    """Staff of the partner, once, within the time."""
    if not user.has_role(Role.DESK_STAFF, drill.window.partner):
        return no("not_staff", _("Only staff of this partner can answer a drill."))
    if hasattr(drill, "answer"):
        return no("answered", _("This drill has been answered already."))
    if drill.due_at <= now:
        return no("too_late", _("The time for this drill is over. Another will come."))
    return yes()


def may_print(user: "User", partner: Partner) -> Verdict:
    """Staff of the partner, and the policy administrator who hands the papers out."""
    if user.has_role(Role.DESK_STAFF, partner) or user.has_role(Role.POLICY_ADMIN):
        return yes()
    return no("not_staff", _("The papers of a window are for its staff."))


def may_acknowledge(user: "User", row: PartnerService, windows: Iterable[Window]) -> Verdict:
    """Staff of the partner, for open windows of it, and for what it honours now."""
    if not user.has_role(Role.DESK_STAFF, row.partner):
        return no("not_staff", _("Only staff of this partner can acknowledge it."))
    if not row.is_active or not row.partner.is_active:
        return no("not_honoured", _("This service is not given here any more."))
    if any(window.partner_id != row.partner_id or not window.is_active for window in windows):
        return no("not_yours", _("This window is closed, or of another partner."))
    return yes()
