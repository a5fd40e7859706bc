"""The holder's proxies: name one, pass the link on, end it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.card.qr import qr_svg
from accounts.card.rules import standing
from accounts.models import Card
from portal.idempotency.forms import once_per_form
from portal.signed_in import SignedInRequest
from portal.workflow.engine import Refusal

from ..models import Proxy
from ..partners.spoken import purposes_of, with_purpose
from .actions import end_proxy, name_proxy
from .forms import ProxyForm


@method_decorator(never_cache, name="dispatch")
class ProxyList(View):
    """Who may show the card now, and the form for one more; a second press finds it made."""

    def get(self, request: SignedInRequest) -> HttpResponse:
        card = Card.objects.latest_of(request.user)
        is_good = card is not None and standing(card, timezone.localdate()) == "ok"
        return self._page(request, ProxyForm(purposes=purposes_of(card)) if card and is_good else None)

    def post(self, request: SignedInRequest) -> HttpResponse:
        card = Card.objects.latest_of(request.user)
        if card is None:
            return self._page(request, None, status=409)
        form = ProxyForm(request.POST, purposes=purposes_of(card))
        try:
            return once_per_form(request, lambda: self._name(request, card, form))
        except Refusal as refusal:
            form.add_error("days" if refusal.code == "too_long" else None, str(refusal))
            return self._page(request, form, status=409)

    def _name(self, request: SignedInRequest, card: Card, form: ProxyForm) -> HttpResponse:
        if not form.is_valid():
            return self._page(request, form, status=422)
        told = form.cleaned_data
        made = name_proxy(card, told["purpose"], name=told["name"], days=told["days"], by=request.user)
        return redirect("services:proxy", made.public_id)

    def _page(self, request: SignedInRequest, form: ProxyForm | None, status: int = 200) -> HttpResponse:
        good = with_purpose(Proxy.objects.named_by(request.user).good(timezone.now()))
        return render(request, "services/proxies/list.html", {"form": form, "proxies": good}, status=status)


@require_GET
@never_cache
def detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The link as a picture and as text until a phone has opened it; then since when."""
    found = get_object_or_404(Proxy.objects.named_by(request.user).good(timezone.now()), public_id=public_id)
    ((proxy, purpose),) = with_purpose([found])
    link = settings.PUBLIC_URL + reverse("services:proxy-phone", args=[proxy.link]) if proxy.link else ""
    shown: dict[str, Any] = {"proxy": proxy, "purpose": purpose, "link": link, "qr": qr_svg(link) if link else ""}
    return render(request, "services/proxies/proxy.html", shown)


@require_POST
def end(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """From now on the phone shows nothing; pressing twice finds it ended."""
    end_proxy(get_object_or_404(Proxy.objects.named_by(request.user), public_id=public_id))
    messages.success(request, _("Ended. That phone no longer shows your card."))
    return redirect("services:proxies")
