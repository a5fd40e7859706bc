"""Who is told about a case of being turned away, and what about."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from accounts.organisations.enums import Role
from portal.notifications.texts import in_both_languages

from ..readiness.liaisons import answerable
from .turns import turn_of

if TYPE_CHECKING:
    from accounts.models import User

    from .models import TurnedAway


def talent(case: "TurnedAway") -> Iterable["User"]:
    """Who has left is told nothing more."""
    return [case.talent] if case.talent.is_active else []


def desk_staff(case: "TurnedAway") -> Iterable["User"]:
    """Everybody at the desk where it happened."""
    return _holding(Role.DESK_STAFF, memberships__partner=case.partner)


def liaisons(case: "TurnedAway") -> Iterable["User"]:
    """Who explains for the partner."""
    return answerable(case.partner)


def city_officers(case: "TurnedAway") -> Iterable["User"]:
    return _holding(Role.CITY_OFFICER, memberships__authority=case.partner.city)


def about(case: "TurnedAway") -> dict[str, Any]:
    """What every text about a case may name; never what was written in it."""
    return {
        "code": case.code,
        "partner": in_both_languages(case.partner),
        "service": in_both_languages(case.service),
        "city": in_both_languages(case.partner.city),
        "due_on": case.due_on.isoformat() if case.due_on else "",
        "url": reverse("services:turned-away-detail", args=[case.code]),
    }


def about_for_desk(case: "TurnedAway") -> dict[str, Any]:
    """The same, with the address of the case on the desk page."""
    return about(case) | {"url": reverse("services:desk-refusal", args=[case.code])}


def about_for_officers(case: "TurnedAway") -> dict[str, Any]:
    """The same, with the address of the case in the admin."""
    return about(case) | {"url": reverse("admin:services_turnedaway_change", args=[case.pk])}


def about_lapse(case: "TurnedAway") -> dict[str, Any]:
    """The same for officers, with the day that is now theirs."""
    turn = turn_of(case, timezone.localdate())
    return about_for_officers(case) | {"due_on": turn.due_on.isoformat() if turn.due_on else ""}


def _holding(role: str, **place: Any) -> Iterable["User"]:
    people = get_user_model().objects.filter(is_active=True, memberships__role=role, **place)
    return people.distinct().order_by("pk")
