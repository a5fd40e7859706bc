"""The holder's card for where there is no network: make it, look at it, print it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from portal.idempotency.forms import once_per_form
from portal.masking import mask_name
from portal.signed_in import SignedInRequest
from portal.workflow.engine import Refusal

from ..portrait.models import Portrait
from .enums import CodeKind
from .models import Card, LiveCode
from .of_member import card_of_member
from .offline import make_offline, stored_form
from .qr import qr_svg, verify_url
from .rules import standing


@method_decorator(never_cache, name="dispatch")
class Offline(View):
    """The code that was made last while it is good, and the button for a new one; a second press finds it made."""

    def get(self, request: SignedInRequest) -> HttpResponse:
        return render(request, "accounts/card/offline.html", shown_offline(request.user))

    def post(self, request: SignedInRequest) -> HttpResponse:
        card = Card.objects.latest_of(request.user)
        if card is None:
            return render(request, "accounts/card/offline.html", shown_offline(request.user), status=409)

        def run() -> HttpResponse:
            make_offline(card, by=request.user)
            return redirect("accounts:card-offline")

        try:
            return once_per_form(request, run)
        except Refusal as refusal:
            context = shown_offline(request.user) | {"refusal": refusal}
            return render(request, "accounts/card/offline.html", context, status=409)


@require_GET
@never_cache
def printed(request: SignedInRequest) -> HttpResponse:
    """The same code on a page for the printer; without one, where to make it. `?for=`: one of the family's."""
    member = request.GET.get("for", "")
    if member:
        card: Card | None = card_of_member(request.user, member)
        back = reverse("accounts:family-member", args=[member]) + "?kept"
    else:
        card, back = Card.objects.latest_of(request.user), reverse("accounts:card-offline")
    kept = kept_offline(card) if card else None
    if card is None or kept is None:
        return redirect(back)
    context = {"card": card, "masked": mask_name(card.name), "back": back, **kept}
    context["portrait"] = Portrait.objects.accepted_of(card).first()
    return render(request, "accounts/card/print.html", context)


def shown_offline(user: Any) -> dict[str, Any]:
    """What the pages need: the card, whether it stands, the code and its picture."""
    card = Card.objects.latest_of(user)
    context: dict[str, Any] = {"card": card, "is_good": False, "code": None}
    if card is None or standing(card, timezone.localdate()) != "ok":
        return context
    return context | {"is_good": True, **(kept_offline(card) or {})}


def kept_offline(card: Card) -> dict[str, Any] | None:
    """The code that was made last and its picture, while it is good and the card stands."""
    good = LiveCode.objects.filter(card=card, kind=CodeKind.OFFLINE, text__isnull=False).good(timezone.now())
    code = good.newest()
    if code is None or standing(card, timezone.localdate()) != "ok":
        return None
    if not stored_form(code.text or ""):  # its key may have been compromised since
        return None
    return {"code": code, "qr": qr_svg(verify_url(code.text or "").upper())}
