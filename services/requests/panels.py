"""What a city's officer sees first of requests, payments and reports."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import Role
from portal.admin_site import Panel, PanelRow, register_panel
from portal.counting import at_most
from portal.signed_in import account_of

from ..models import Instalment, ServiceRequest, TurnedAway
from ..quality.lapsing import lapsed


def requests(request: HttpRequest) -> Panel:
    """What waits for this city's answer, and which payments have come due."""
    cities = account_of(request).places_as(Role.CITY_OFFICER)
    today = timezone.localdate()
    waiting = ServiceRequest.objects.filter(partner=None, city__in=cities, status="submitted")
    due = Instalment.objects.filter(city__in=cities, status="planned", planned_on__lte=today)
    rows = (
        PanelRow(_("Requests to answer"), _list("servicerequest", "submitted"), at_most(waiting)),
        PanelRow(_("Payments due"), _list("instalment", "planned"), at_most(due, "planned_on")),
        *_turned_away(cities),
    )
    return Panel(_("Services"), rows)


def _turned_away(cities: list[int]) -> Iterator[PanelRow]:
    """What partners have yet to explain or have let go by, the bureau to answer, and a talent to be asked about."""
    here = TurnedAway.objects.filter(partner__city__in=cities)
    queues = {status: _list("turnedaway", status) for status in ("open", "explained", "answered")}
    in_time = here.filter(status="open", due_on__gte=timezone.localdate())
    yield _row(_("Turned away: to explain"), queues["open"], in_time)
    yield _row(_("Turned away: not explained in time"), f"{queues['open']}&lapsed=yes", lapsed(here), tone="bad")
    yield _row(_("Turned away: to answer"), queues["explained"], here.filter(status="explained"), tone="bad")
    yield _row(_("Turned away: to call back"), queues["answered"], here.filter(status="answered"))


def _row(label: Any, url: str, rows: QuerySet[Any], tone: str = "") -> PanelRow:
    count = at_most(rows)
    return PanelRow(label, url, count, tone if count else "")


def _list(model: str, status: str) -> str:
    return f"{reverse(f'admin:services_{model}_changelist')}?status__exact={status}"


def register() -> None:
    """Called when the app is ready."""
    register_panel(Role.CITY_OFFICER, requests)
