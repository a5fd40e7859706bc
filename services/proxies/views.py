"""The holder's proxies: name one, pass the link on, end it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.card.qr import qr_svg
from accounts.models import Card
from portal.signed_in import SignedInRequest

from ..models import Proxy
from ..partners.end_views import EndForWhom
from ..partners.spoken import with_purpose
from ..partners.whom_views import MakeForWhom
from .actions import end_proxy, name_proxy
from .forms import ProxyForm


class ProxyList(MakeForWhom):
    """Who may show a card now, and the form for one more."""

    form_class = ProxyForm
    template_name = "services/proxies/list.html"

    def make(self, card: Card, told: dict[str, Any], user: Any) -> HttpResponse:
        made = name_proxy(card, told["purpose"], name=told["name"], days=told["days"], by=user)
        return redirect("services:proxy", made.public_id)

    def good(self, user: Any) -> dict[str, Any]:
        return {"good": with_purpose(Proxy.objects.named_by(user).good(timezone.now()))}


@require_GET
@never_cache
def detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The link as a picture and as text until a phone has opened it; then since when."""
    found = get_object_or_404(Proxy.objects.named_by(request.user).good(timezone.now()), public_id=public_id)
    ((proxy, purpose),) = with_purpose([found])
    link = settings.PUBLIC_URL + reverse("services:proxy-phone", args=[proxy.link]) if proxy.link else ""
    shown: dict[str, Any] = {"proxy": proxy, "purpose": purpose, "link": link, "qr": qr_svg(link) if link else ""}
    return render(request, "services/proxies/proxy.html", shown)


class End(EndForWhom):
    """From then on the phone shows nothing."""

    template_name, back = "services/proxies/end.html", "services:proxies"
    done = _("Ended. That phone no longer shows your card.")

    def mine(self, user: Any) -> Any:
        return Proxy.objects.named_by(user)

    def end(self, row: Any) -> None:
        end_proxy(row)
