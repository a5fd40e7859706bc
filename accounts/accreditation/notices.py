"""Who is told of a step of an application, and what about."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.urls import reverse

from portal.notifications.texts import in_both_languages

from ..organisations.enums import Role
from .rules import DECIDED_BY_CITY

if TYPE_CHECKING:
    from ..people.models import User
    from .models import Application


def talent(application: "Application") -> Iterable["User"]:
    return [application.talent]


def city_officers(application: "Application") -> Iterable["User"]:
    return _holding(Role.CITY_OFFICER, memberships__authority=application.city)


def province_officers(application: "Application") -> Iterable["User"]:
    return _holding(Role.PROVINCE_OFFICER)


def deciding_officers(application: "Application") -> Iterable["User"]:
    """Of the office that decides for the tier, or decided."""
    by_city = application.tier.decided_by == DECIDED_BY_CITY
    return city_officers(application) if by_city else province_officers(application)


def case_officer(application: "Application") -> Iterable["User"]:
    """Who works on the case now, if anybody does."""
    return [application.officer] if application.officer else []


def about(application: "Application") -> dict[str, Any]:
    """What every text about an application may name; days are ISO 8601."""
    return {
        "code": application.code,
        "tier": application.tier.letter,
        "city": in_both_languages(application.city),
        "due_on": application.due_on.isoformat() if application.due_on else "",
        "url": reverse("accounts:application-detail", args=[application.code]),
    }


def about_for_officers(application: "Application") -> dict[str, Any]:
    """The same, with the address of the case in the admin."""
    return about(application) | {"url": reverse("admin:accounts_application_change", args=[application.pk])}


def _holding(role: str, **place: Any) -> Iterable["User"]:
    return get_user_model().objects.filter(is_active=True, memberships__role=role, **place).distinct().order_by("pk")
