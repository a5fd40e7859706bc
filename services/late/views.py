"""The desk without a network: the page it opens with, what it knows, and where it delivers what was done meanwhile."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from portal.idempotency.once import KeyReused, once
from portal.signed_in import SignedInRequest

from ..models import LateUse
from ..partners.desks import desk_of, desks_of
from .actions import deliver
from .forms import DeliveredForm
from .known import known_to

RECENT = 50


@require_GET
def page(request: SignedInRequest) -> HttpResponse:
    """The same for whoever is at the desk, since a browser keeps it: nobody is named in it."""
    return render(request, "services/late/offline.html", {"bottom_navigation": ()})


@require_GET
@never_cache
def known(request: SignedInRequest) -> HttpResponse:
    """What the browser keeps, and a fresh token for what it delivers."""
    partner = get_object_or_404(desk_of(request))
    return JsonResponse({**known_to(partner), "csrf": get_token(request)})


@require_POST
def delivered(request: SignedInRequest) -> HttpResponse:
    """Take one thing that was done; a repetition gets the first answer. What can never be taken is answered 422."""
    form = DeliveredForm(request.POST, desks=desks_of(request))
    if not form.is_valid():  # whose desk it is may change with who signs in; nothing else ever will
        return JsonResponse({"words": _first_error(form)}, status=409 if "desk" in form.errors else 422)
    given = form.cleaned_data
    partner, service, key = given.pop("desk"), given.pop("service").slug, str(given.pop("key"))

    def run() -> tuple[int, dict[str, str]]:
        late = deliver(partner, **given, service=service, key=key, by=request.user)
        return 201, _said(late)

    try:
        status, said, _replayed = once(f"{partner.public_id} late", key, {**given, "service": service}, run)
    except KeyReused as error:
        return JsonResponse({"words": str(error)}, status=422)
    return JsonResponse(said, status=status)


@require_GET
@never_cache
def late_uses(request: SignedInRequest) -> HttpResponse:
    """What this desk delivered lately, and what of it does not count."""
    partner = get_object_or_404(desk_of(request))
    rows = LateUse.objects.filter(partner=partner).select_related("check_made__service")[:RECENT]
    return render(request, "services/late/list.html", {"partner": partner, "rows": rows})


def _said(late: LateUse) -> dict[str, str]:
    state = "conflict" if late.conflict else "recorded" if late.outcome else late.check_made.verdict
    url = reverse("services:desk-check", args=[late.check_made.public_id])
    words = str(late.get_conflict_display()) if late.conflict else str(late.check_made.get_reason_display())
    return {"state": state, "words": words, "url": url}


def _first_error(form: DeliveredForm) -> Any:
    return next(iter(form.errors.values()))[0]
