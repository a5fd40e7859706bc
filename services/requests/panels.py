"""What a city's officer sees first of requests, payments and reports."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import Role
from portal.admin_site import Panel, PanelRow, register_panel
from portal.counting import at_most
from portal.signed_in import account_of

from ..models import Instalment, ServiceRequest, TurnedAway


def requests(request: HttpRequest) -> Panel:
    """What waits for this city's answer, and which payments have come due."""
    cities = account_of(request).places_as(Role.CITY_OFFICER)
    today = timezone.localdate()
    waiting = ServiceRequest.objects.filter(partner=None, city__in=cities, status="submitted")
    due = Instalment.objects.filter(request__city__in=cities, status="planned", planned_on__lte=today)
    reports = at_most(TurnedAway.objects.filter(partner__city__in=cities, status="open"))
    rows = (
        PanelRow(_("Requests to answer"), _list("servicerequest", "submitted"), at_most(waiting)),
        PanelRow(_("Payments due"), _list("instalment", "planned"), at_most(due)),
        PanelRow(_("Turned away at a counter"), _list("turnedaway", "open"), reports, "bad" if reports else ""),
    )
    return Panel(_("Services"), rows)


def _list(model: str, status: str) -> str:
    return f"{reverse(f'admin:services_{model}_changelist')}?status__exact={status}"


def register() -> None:
    """Called when the app is ready."""
    register_panel(Role.CITY_OFFICER, requests)
