"""“Where can I use it”: the places of one service, and one place with all that it honours."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.card.rules import standing
from accounts.models import Card, Partner
from portal.paging_parts import PartedPage
from portal.search import looked_for, matches

from ..catalogue.held import Held, held_of
from ..models import Service
from .hours import week_lines
from .where import order, own_city_first, places, rows_for

PAGE_SIZE = 20


@require_GET
@never_cache
def service_places(request: HttpRequest, slug: str) -> HttpResponse:
    """For anybody, by name; a holder sees the own city first and what is left today."""
    service = get_object_or_404(Service, slug=slug)
    card = _card_of(request.user)
    city = card.talent.own_profile.city_id if card else None
    q = looked_for(request)
    rows = matches(rows_for().filter(service=service), q, column="partner__search")
    page = PartedPage(own_city_first(rows, city), order(), request.GET.get("cursor"), PAGE_SIZE)
    found = places(page.rows, timezone.now())
    context = {
        "service": service,
        "page": page,
        "places": found,
        "q": q,
        "is_searched": bool(q or page.is_one_of_several),
        "has_points": any(place.point for place in found),
        "held": _left(card, service),
        "card": card,
    }
    return render(request, "services/readiness/places.html", context)


@require_GET
@never_cache
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """One partner: where, when, whom to call, which windows, how ready it is for each service. Posters lead here."""
    partner = get_object_or_404(Partner.objects.select_related("city"), slug=slug, is_active=True)
    rows = list(rows_for().filter(partner=partner).order_by("service__number"))
    context = {
        "partner": partner,
        "places": places(rows, timezone.now()),
        "windows": partner.windows.filter(is_active=True).order_by("pk"),
        "liaisons": partner.liaisons.order_by("-is_first", "pk"),
        "week": week_lines(partner.opening.all()),
    }
    return render(request, "services/readiness/place.html", context)


def _card_of(user: Any) -> Card | None:
    """The reader's card, where it can be used today."""
    if not user.is_authenticated or not user.is_talent:
        return None
    card = Card.objects.latest_of(user)
    return card if card is not None and standing(card, timezone.localdate()) == "ok" else None


def _left(card: Card | None, service: Service) -> Held | None:
    return held_of(card, service) if card else None
