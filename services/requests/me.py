"""A talent's first page: the card, what it gives, what is waited for and whose turn it is, one thing to do next."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.card.views import shown
from accounts.models import Application, Card
from accounts.people.consents import NOTICES, Notice
from accounts.people.enums import Purpose
from portal.counting import at_most
from portal.navigation import counts
from portal.signed_in import account_of

from ..catalogue.held import held_by
from ..models import ServiceRequest, TurnedAway
from ..quality.models import UNFINISHED
from ..quality.ratings import asked_of

MOST_ASKED = 3  # ratings on the first page


@require_GET
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """With a card: the card and what it gives. Without: the one next step towards it."""
    card = Card.objects.latest_of(request.user)
    context = shown(card) | _cases(request.user)
    if card is not None:
        context["family"] = Card.objects.of_family(request.user)
        context["held"] = [row for row in held_by(card) if row.is_given and row.service.is_working]
        context["to_rate"] = list(asked_of(request.user)[:MOST_ASKED])
        context["health_notice"] = _undecided(account_of(request), Purpose.HEALTH)
    else:
        context["is_profile_complete"] = account_of(request).has_complete_profile
    return render(request, "services/me.html", context)


def _undecided(user: Any, purpose: str) -> Notice | None:
    """The notice that the holder has not answered yet, or None."""
    return None if user.has_decided(purpose) else NOTICES[purpose]


@require_GET
def my_cases(request: HttpRequest) -> HttpResponse:
    """What is open, with the ways to all applications and requests."""
    return render(request, "services/my_cases.html", _cases(request.user))


def _cases(user: Any) -> dict[str, Any]:
    """What is open: at most one application, the requests, nearest deadline first, and cards that were not honoured."""
    applications = Application.objects.open().filter(talent=user).select_related("tier", "city").order_by("-id")
    requests = ServiceRequest.objects.open().filter(talent=user).select_related("service", "partner", "city")
    return {
        "applications": list(applications),
        "requests": list(requests.order_by("due_on", "id")[:20]),
        "reports": list(_reports(user).select_related("service", "partner", "card__member").order_by("-id")[:20]),
    }


def _reports(user: Any) -> QuerySet[TurnedAway]:
    """What became of a card that was not honoured, until the holder was called and it is settled."""
    return TurnedAway.objects.filter(talent=user, status__in=UNFINISHED)


@counts("services:my-cases")
def open_cases(user: Any) -> int:
    """Two statements, for this stands on every page of a talent."""
    requests = ServiceRequest.objects.open().filter(talent=user).order_by().values("pk")
    waiting = requests.union(_reports(user).order_by().values("pk"), all=True)
    return at_most(Application.objects.open().filter(talent=user)) + at_most(waiting)
