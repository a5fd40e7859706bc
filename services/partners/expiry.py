"""Who is told that a key of a partner's system ends, and when? Thirty days before and again seven days before."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.organisations.enums import Role
from portal.notifications.outbox import notify
from portal.notifications.texts import in_both_languages

from ..models import PartnerClient
from ..webhooks.enums import Kind
from ..webhooks.events import tell

WARNED = (7, 30)  # days before, the nearest first


def warn() -> int:
    """Tell of each key that comes near its end, once for each of the two; how many were told of."""
    return sum(_warn_before(days) for days in WARNED)


def _warn_before(days: int) -> int:
    today = timezone.localdate()
    near = PartnerClient.objects.filter(expires_on__range=(today, today + timedelta(days=days)))
    due = near.filter(_not_yet(days), partner__is_active=True).select_related("partner").order_by("partner", "pk")
    return sum(_warn(link, days) for link in due)


@transaction.atomic
def _warn(link: PartnerClient, days: int) -> bool:
    """False where another worker was quicker."""
    if not PartnerClient.objects.filter(_not_yet(days), pk=link.pk).update(warned_days=days):
        return False
    day: Any = link.expires_on
    left = (day - timezone.localdate()).days
    about = {"partner": in_both_languages(link.partner), "client": str(link.client_id), "days": left}
    address = reverse("admin:accounts_partner_change", args=[link.partner_id])
    key = f"client_expiring:{link.pk}:{day}:{days}"
    notify(_keepers(), "client_expiring", context=about | {"expires_on": day.isoformat(), "url": address}, key=key)
    tell(link.partner_id, Kind.CLIENT_EXPIRING, client_id=str(link.client_id), expires_on=day.isoformat())
    return True


def _not_yet(days: int) -> Q:
    return Q(warned_days=None) | Q(warned_days__gt=days)


def _keepers() -> Iterable[Any]:
    """Who can give a new key."""
    people = get_user_model().objects.filter(is_active=True, memberships__role=Role.POLICY_ADMIN)
    return people.distinct().order_by("pk")
