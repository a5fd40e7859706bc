"""Who is told that something given at a counter does not count? The holder, and the officers of the city."""

from django.contrib.auth import get_user_model
from django.urls import reverse

from accounts.models import Partner
from accounts.organisations.enums import Role
from portal.notifications.outbox import notify
from portal.notifications.texts import in_both_languages

from ..models import LateUse
from .enums import Conflict


def tell_of_conflict(late: LateUse) -> None:
    """Once for each; an unknown code has no holder who could be told."""
    check = late.check_made
    partner = Partner.objects.select_related("city").get(pk=late.partner_id)
    about = {
        "partner": in_both_languages(partner),
        "service": in_both_languages(check.service),
        "conflict": in_both_languages(Conflict(late.conflict).label),
        "done_at": check.checked_at.isoformat(),
    }
    if check.holder:
        url = reverse("services:access-log")
        notify([check.holder], "late_use_conflict", context=about | {"url": url}, key=f"late_use:{late.public_id}")
    officers = get_user_model().objects.filter(
        is_active=True, memberships__role=Role.CITY_OFFICER, memberships__authority=partner.city_id
    )
    url = reverse("admin:services_lateuse_change", args=[late.pk])
    notify(
        officers.distinct().order_by("pk"),
        "late_use_conflict_officer",
        context=about | {"city": in_both_languages(partner.city), "url": url},
        key=f"late_use_officer:{late.public_id}",
    )
