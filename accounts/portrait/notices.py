"""Who is told about a photo, and what about; no name and no picture leaves the site."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from portal.notifications.texts import in_both_languages

from ..accreditation.notices import deciding_officers
from ..family.enums import Relation

if TYPE_CHECKING:
    from ..people.models import User
    from .models import Portrait


def owner(portrait: "Portrait") -> Iterable["User"]:
    return [portrait.owner]


def office(portrait: "Portrait") -> Iterable["User"]:
    return deciding_officers(portrait.application)


def about(portrait: "Portrait") -> dict[str, Any]:
    member = portrait.member
    return {
        "code": portrait.code,
        "relation": in_both_languages(Relation(member.relation).label) if member else "",
        "due_on": portrait.due_on.isoformat() if portrait.due_on else "",
        "url": page_of(portrait),
    }


def about_for_office(portrait: "Portrait") -> dict[str, Any]:
    return about(portrait) | {"url": reverse("admin:accounts_portrait_change", args=[portrait.pk])}


def page_of(portrait: "Portrait") -> str:
    """Where the holder finds it: at the card on which it is."""
    if portrait.member:
        return reverse("accounts:family-member", args=[portrait.member.public_id])
    return reverse("accounts:card")
