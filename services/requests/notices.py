"""Who is told of a step of a request, and what about."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.urls import reverse

from accounts.organisations.enums import Role
from portal.notifications.texts import in_both_languages

if TYPE_CHECKING:
    from accounts.models import User

    from .models import ServiceRequest


def talent(request: "ServiceRequest") -> Iterable["User"]:
    return [request.talent]


def desk_staff(request: "ServiceRequest") -> Iterable["User"]:
    """The desk of the partner asked; nobody where the city answers."""
    return _holding(Role.DESK_STAFF, memberships__partner=request.partner) if request.partner_id else ()


def city_officers(request: "ServiceRequest") -> Iterable["User"]:
    """The officers of the city; nobody where a partner answers."""
    return () if request.partner_id else _holding(Role.CITY_OFFICER, memberships__authority=request.city)


def about(request: "ServiceRequest") -> dict[str, Any]:
    """What every text about a request may name; days are ISO 8601."""
    answering = request.partner or request.city
    return {
        "code": request.code,
        "service": in_both_languages(request.service),
        "partner": in_both_languages(answering),
        "city": in_both_languages(request.city),
        "due_on": request.due_on.isoformat() if request.due_on else "",
        "url": reverse("services:request-detail", args=[request.code]),
    }


def about_for_desk(request: "ServiceRequest") -> dict[str, Any]:
    """The same, with the address of the request on the desk page."""
    return about(request) | {"url": reverse("services:desk-request", args=[request.code])}


def about_for_officers(request: "ServiceRequest") -> dict[str, Any]:
    """The same, with the address of the request in the admin."""
    return about(request) | {"url": reverse("admin:services_servicerequest_change", args=[request.pk])}


def _holding(role: str, **place: Any) -> Iterable["User"]:
    people = get_user_model().objects.filter(is_active=True, memberships__role=role, **place)
    return people.distinct().order_by("pk")
