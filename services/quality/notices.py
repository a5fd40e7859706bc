"""Who is told about a report of being turned away, and what about."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.urls import reverse

from accounts.organisations.enums import Role
from portal.notifications.texts import in_both_languages

if TYPE_CHECKING:
    from accounts.models import User

    from .models import TurnedAway


def talent(report: "TurnedAway") -> Iterable["User"]:
    return [report.talent]


def city_officers(report: "TurnedAway") -> Iterable["User"]:
    place = {"memberships__role": Role.CITY_OFFICER, "memberships__authority": report.partner.city}
    return get_user_model().objects.filter(is_active=True, **place).distinct().order_by("pk")


def about(report: "TurnedAway") -> dict[str, Any]:
    """What every text about a report may name; never what was written in it."""
    return {
        "code": report.code,
        "partner": in_both_languages(report.partner),
        "service": in_both_languages(report.service),
        "city": in_both_languages(report.partner.city),
        "due_on": report.due_on.isoformat() if report.due_on else "",
        "url": reverse("services:turned-away-detail", args=[report.code]),
    }


def about_for_officers(report: "TurnedAway") -> dict[str, Any]:
    """The same, with the address of the case in the admin."""
    return about(report) | {"url": reverse("admin:services_turnedaway_change", args=[report.pk])}
