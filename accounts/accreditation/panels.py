"""What an officer sees first: how many cases wait, and how many are late."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.admin_site import Panel, PanelRow, register_panel
from portal.counting import at_most

from ..organisations.enums import Role
from .queues import QUEUES

TONES = {"overdue": "bad"}


def applications(request: HttpRequest) -> Panel:
    """One line a counted queue."""
    address = reverse("admin:accounts_application_changelist")
    rows = []
    for queue in QUEUES:
        if queue.is_counted:
            count = at_most(queue.rows(request.user))
            tone = TONES.get(queue.name, "") if count else ""
            rows.append(PanelRow(queue.label, f"{address}?queue={queue.name}", count, tone))
    return Panel(_("Applications"), rows)


def register() -> None:
    """Called when the app is ready."""
    for role in (Role.CITY_OFFICER, Role.PROVINCE_OFFICER):
        register_panel(role, applications)
