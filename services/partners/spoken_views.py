"""The holder's codes to say on the telephone: make one, read it again, end it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.card.actions import end_code
from accounts.card.qr import grouped
from accounts.models import Card
from portal.signed_in import SignedInRequest

from .end_views import EndForWhom
from .spoken import codes_of, good_codes, make, with_purpose
from .whom_views import MakeForWhom


class Spoken(MakeForWhom):
    """The codes that are still good, and the form for a new one."""

    template_name = "services/spoken/list.html"

    def make(self, card: Card, told: dict[str, Any], user: Any) -> HttpResponse:
        made = make(card, told["purpose"], days=told["days"], by=user)
        return redirect("services:spoken-code", made.page_id)

    def good(self, user: Any) -> dict[str, Any]:
        return {"good": with_purpose(good_codes(user))}


@require_GET
@never_cache
def detail(request: SignedInRequest, page_id: UUID) -> HttpResponse:
    """The code in large groups, for whom and for what, and until when."""
    code = get_object_or_404(good_codes(request.user), page_id=page_id)
    ((row, purpose),) = with_purpose([code])
    shown: dict[str, Any] = {"code": row, "purpose": purpose, "text": grouped(row.text or "")}
    return render(request, "services/spoken/code.html", shown)


class End(EndForWhom):
    """From then on nobody accepts it."""

    template_name, back = "services/spoken/end.html", "services:spoken-codes"
    done = _("The code has ended. No counter accepts it any more.")

    def mine(self, user: Any) -> Any:
        return codes_of(user)

    def end(self, row: Any) -> None:
        end_code(row)
