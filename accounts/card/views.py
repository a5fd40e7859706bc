"""The holder's card on a phone: look at it, show a code, suspend it at once, lift it again."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from portal.idempotency.forms import once_per_form
from portal.signed_in import SignedInRequest
from portal.workflow.engine import Refusal, perform

from ..portrait.page import photo_of
from .actions import CODE_SECONDS, show_code
from .ending import cancellation, replacement, revocation
from .enums import CardStatus
from .life_views import own_buttons
from .models import Card
from .qr import grouped, qr_svg, verify_url
from .rules import standing

OWN_STEPS = frozenset({"suspend", "lift"})


@require_GET
@never_cache
def card(request: SignedInRequest) -> HttpResponse:
    """The card as it stands; without one, how to get it."""
    mine = Card.objects.latest_of(request.user)
    context = shown(mine) | {"replaced": replacement(mine) if mine else None}
    context["family"] = Card.objects.of_family(request.user)
    context["photo"] = photo_of(request.user, mine)
    return render(request, "accounts/card/card.html", context)


@require_POST
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """A new live code: the fragment for the script, the whole page without it."""
    mine = get_object_or_404(Card.objects.shown().own(request.user), status=CardStatus.ACTIVE)
    context = shown(mine)
    if context["standing"] == "ok":
        context |= code_context(mine)
    is_fragment = request.headers.get("X-Requested-With") == "fetch"
    return render(request, "accounts/card/_code.html" if is_fragment else "accounts/card/card.html", context)


@require_POST
def change(request: HttpRequest, step: str) -> HttpResponse:
    """Suspend the card or lift the suspension; a second press finds it done."""
    if step not in OWN_STEPS:
        raise Http404
    mine = get_object_or_404(Card.objects.own(request.user).current())

    def run() -> HttpResponse:
        perform(mine, step, by=request.user)
        return redirect("accounts:card")

    try:
        return once_per_form(request, run)
    except Refusal as refusal:
        mine = Card.objects.shown().get(pk=mine.pk)
        return render(request, "accounts/card/card.html", shown(mine) | {"refusal": refusal}, status=409)


@require_GET
def confirm(request: HttpRequest) -> HttpResponse:
    """What suspending means, before it is done."""
    mine = get_object_or_404(Card.objects.shown().own(request.user), status=CardStatus.ACTIVE)
    return render(request, "accounts/card/suspend.html", {"card": mine})


def shown(mine: Card | None) -> dict[str, Any]:
    """What the templates of a card need."""
    if mine is None:
        return {"card": None, "standing": None}
    return {
        "card": mine,
        "standing": standing(mine, timezone.localdate()),
        "revoked": revocation(mine),
        "cancelled": cancellation(mine),
        "steps": own_buttons(mine),
    }


def code_context(mine: Card) -> dict[str, Any]:
    text, row = show_code(mine)
    return {
        "code": grouped(text),
        "qr": qr_svg(verify_url(text).upper()),
        "expires_at": row.expires_at,
        "seconds": CODE_SECONDS,
    }
