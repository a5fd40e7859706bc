"""Who is told about a family card, and what about; no name leaves the site."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from portal.notifications.texts import in_both_languages

from ..accreditation.notices import deciding_officers
from .enums import Relation

if TYPE_CHECKING:
    from ..people.models import User
    from .models import FamilyMember


def sponsor(member: "FamilyMember") -> Iterable["User"]:
    return [member.sponsor]


def office(member: "FamilyMember") -> Iterable["User"]:
    return deciding_officers(member.application)


def about(member: "FamilyMember") -> dict[str, Any]:
    return {
        "code": member.code,
        "relation": in_both_languages(Relation(member.relation).label),
        "due_on": member.due_on.isoformat() if member.due_on else "",
        "url": reverse("accounts:family-member", args=[member.public_id]),
    }


def about_for_office(member: "FamilyMember") -> dict[str, Any]:
    return about(member) | {"url": reverse("admin:accounts_familymember_change", args=[member.pk])}
