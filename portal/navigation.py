"""Where a reader can go from any page: the public places, and the places of their own standing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from portal.shared_window import is_open_by_pin


@dataclass(frozen=True)
class Place:
    label: Any
    url_name: str
    standing: str = ""  # the property of the user that must hold; empty: everyone
    also: tuple[str, ...] = ()  # beginnings of other addresses that belong to the place
    counted: str = ""  # the place whose count is shown here; empty: its own


@dataclass(frozen=True)
class Item:
    label: Any
    url: str
    is_current: bool
    count: int = 0


PUBLIC = (
    Place(_("Tiers"), "policies:tier-list"),
    Place(_("Services"), "services:service-list"),
    Place(_("Policies"), "policies:document-list"),
    Place(_("Programmes"), "policies:programme-list"),
)
OWN = (
    Place(_("My card"), "services:me", "is_talent"),
    Place(_("My cases"), "services:my-cases", "is_talent"),
    Place(_("Who looked at my card"), "services:access-log", "is_talent"),
    Place(_("Desk"), "services:desk", "is_desk_staff"),
    Place(_("Requests to answer"), "services:desk-requests", "is_desk_staff"),
    Place(_("To be read"), "services:desk-reading", "is_desk_staff"),
    Place(_("Our systems"), "services:desk-systems", "is_programmer"),
    Place(_("My employer"), "accounts:employer", "is_employer_staff"),
    Place(_("Cases to work on"), "admin:index", "is_staff"),
    Place(_("Messages"), "portal:inbox"),
    Place(_("My details"), "accounts:profile", "is_talent"),
    Place(_("Account and security"), "portal:own-places"),
)
BOTTOM = (
    Place(_("Talent card"), "services:me", "is_talent"),
    Place(_("Services"), "services:service-list", "is_talent"),
    Place(
        _("Cases"), "services:my-cases", "is_talent", also=("/me/applications/", "/me/requests/", "/me/turned-away/")
    ),
    Place(_("Mine"), "portal:own-places", "is_talent", also=("/me/inbox/", "/me/profile/"), counted="portal:inbox"),
)
ACCOUNT = (
    Place(_("E-mail address"), "account_email"),
    Place(_("Telephone"), "account_change_phone"),
    Place(_("Password"), "account_change_password"),
    Place(_("Passkeys and second factor"), "mfa_index"),
)
COUNTS: dict[str, Callable[[Any], int]] = {}
"""How many things wait behind a place, by URL name; a room that knows registers its function with `counts`."""


def counts(url_name: str) -> Callable[[Callable[[Any], int]], Callable[[Any], int]]:
    """Registers `(user) -> int` as the number beside a place; it runs only where the place is drawn."""

    def keep(function: Callable[[Any], int]) -> Callable[[Any], int]:
        COUNTS[url_name] = function
        return function

    return keep


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what `base.html` needs on every page."""
    return {
        "DEMO": settings.DEMO,
        "site_navigation": SimpleLazyObject(lambda: _items(PUBLIC, request)),
        "own_navigation": SimpleLazyObject(lambda: _items(OWN, request, with_counts=True)),
        "account_navigation": SimpleLazyObject(lambda: _items(ACCOUNT, request)),
        "bottom_navigation": SimpleLazyObject(lambda: _items(BOTTOM, request, with_counts=True)),
    }


def first_place(request: HttpRequest) -> str:
    """The address of the first own place of who has signed in: card, desk, systems, employer or cases to work on."""
    return _items(OWN, request)[0].url


def _items(places: Iterable[Place], request: HttpRequest, with_counts: bool = False) -> list[Item]:
    user = getattr(request, "user", None)
    found = []
    for place in places:
        if _is_open(place, user) and (not place.standing or getattr(user, place.standing, False)):
            url = reverse(place.url_name)
            count = _count(place.counted or place.url_name, request) if with_counts else 0
            found.append(Item(place.label, url, _is_current(place, url, request.path), count))
    return found


def _is_open(place: Place, user: Any) -> bool:
    """Who signed on by PIN at a window is not led to what is refused there."""
    return getattr(user, "shift", None) is None or is_open_by_pin(place.url_name)


def _count(url_name: str, request: HttpRequest) -> int:
    """Asked once a request, though the head of the page and its foot both show it."""
    known = request.__dict__.setdefault("_navigation_counts", {})
    if url_name not in known:
        known[url_name] = COUNTS[url_name](request.user) if url_name in COUNTS else 0
    return known[url_name]


def _is_current(place: Place, url: str, path: str) -> bool:
    return path == url or path.startswith(place.also) or (url not in {"/", "/me/"} and path.startswith(url))
