"""What does a fund officer see first? How much is planned, and how much is confirmed for payment."""

from django.db.models import Q, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import Role
from portal.admin_site import Panel, PanelRow, register_panel
from portal.signed_in import account_of

from .models import InstalmentStatus, InstalmentTotal
from .wording import yuan


def money(request: HttpRequest) -> Panel:
    """Two sums in one statement, from the totals of the cities the officer sees."""
    seen = InstalmentTotal.objects.visible_to(account_of(request))
    sums = seen.aggregate(
        planned=Sum("amount_yuan", filter=Q(status=InstalmentStatus.PLANNED)),
        confirmed=Sum("amount_yuan", filter=Q(status=InstalmentStatus.CONFIRMED)),
    )
    listed = reverse("admin:services_instalment_changelist")
    rows = (
        PanelRow(_("Planned"), f"{listed}?status__exact=planned", yuan(sums["planned"] or 0)),
        PanelRow(_("Confirmed for payment"), f"{listed}?status__exact=confirmed", yuan(sums["confirmed"] or 0)),
    )
    return Panel(_("Subsidies"), rows)


def register() -> None:
    """Called when the app is ready."""
    register_panel(Role.FUND_OFFICER, money)
