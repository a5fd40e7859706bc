"""What does a partner's programmer see? The keys, how events arrive, which calls were refused and why, how to start."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Partner
from accounts.organisations.enums import Role
from portal.counting import at_most
from portal.signed_in import SignedInRequest

from ..models import Check, PartnerClient, WebhookDelivery, WebhookEndpoint
from ..webhooks.actions import send_again
from ..webhooks.enums import DeliveryState
from .calls import Shown, rows
from .desks import OF_SYSTEMS, choice_of, desk_of, desks_of
from .enums import Channel, Verdict

MOST, LATEST = 20, 5
DAY = timedelta(hours=24)


@require_GET
@never_cache
def systems(request: SignedInRequest) -> HttpResponse:
    """No name, no card, no code: what stands here is about programs."""
    partner = get_object_or_404(desk_of(request, OF_SYSTEMS))
    shown = {
        "partner": partner,
        "choice": choice_of(request, partner, OF_SYSTEMS),
        "is_at_desk": request.user.has_role(Role.DESK_STAFF, partner),
        "keys": PartnerClient.objects.filter(partner=partner).select_related("window").order_by("pk"),
        "today": timezone.localdate(),
        "checks": _checks(partner),
        "refused": rows(partner, Shown.REFUSED, "").order_by("-id")[:LATEST],
    }
    return render(request, "services/desk/systems.html", shown | _webhooks(partner) | _addresses())


@require_POST
def event_again(request: SignedInRequest, endpoint: UUID, event: UUID) -> HttpResponse:
    """Send one event once more, to an address of one's own partner."""
    found = WebhookDelivery.objects.select_related("endpoint__partner").filter(event__public_id=event)
    row = get_object_or_404(found, endpoint__public_id=endpoint, endpoint__partner__in=desks_of(request))
    if send_again([row], by=request.user):
        messages.success(request, _("The event is sent again."))
    else:
        messages.warning(request, _("Nothing to send again: delivered, or being sent just now."))
    return redirect("services:desk-systems")


def _checks(partner: Partner) -> dict[str, int]:
    """By verdict, of the last 24 hours, as far as one counts on the fingers."""
    lately = Check.objects.filter(partner=partner, channel=Channel.API, checked_at__gte=timezone.now() - DAY)
    return {str(verdict): at_most(lately.filter(verdict=verdict)) for verdict in Verdict}


def _webhooks(partner: Partner) -> dict[str, Any]:
    """Each address, and what has not arrived there, what was given up first."""
    endpoints = list(WebhookEndpoint.objects.filter(partner=partner).order_by("pk"))
    rows = WebhookDelivery.objects.filter(endpoint__in=endpoints).select_related("endpoint", "event")
    return {
        "endpoints": endpoints,
        "dead": _newest(rows, DeliveryState.DEAD),
        "waiting": _newest(rows, DeliveryState.PENDING),
        "arrived": _newest(rows, DeliveryState.DELIVERED)[:1],
    }


def _newest(rows: QuerySet[WebhookDelivery], state: str) -> list[WebhookDelivery]:
    return list(rows.filter(state=state).order_by("-pk")[:MOST])


def _addresses() -> dict[str, str]:
    """What the first call needs."""
    site = settings.PUBLIC_URL
    return {"token_url": site + reverse("idp:oidc:token"), "checks_url": site + reverse("api-partner-checks")}
