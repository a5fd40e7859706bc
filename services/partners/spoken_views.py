"""The holder's codes to say on the telephone: make one, read it again, end it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.card.actions import end_code
from accounts.card.qr import grouped
from accounts.card.rules import standing
from accounts.models import Card
from portal.idempotency.forms import once_per_form
from portal.signed_in import SignedInRequest
from portal.workflow.engine import Refusal

from .spoken import codes_of, good_codes, make, purposes_of, with_purpose
from .spoken_forms import SpokenForm


@method_decorator(never_cache, name="dispatch")
class Spoken(View):
    """What is still good, and the form for a new one; a second press finds it made."""

    def get(self, request: SignedInRequest) -> HttpResponse:
        card = Card.objects.latest_of(request.user)
        return self._page(request, card, self._form(card))

    def post(self, request: SignedInRequest) -> HttpResponse:
        card = Card.objects.latest_of(request.user)
        if card is None:
            return self._page(request, None, None, status=409)
        form = SpokenForm(request.POST, purposes=purposes_of(card))
        try:
            return once_per_form(request, lambda: self._make(request, card, form))
        except Refusal as refusal:
            form.add_error("days" if refusal.code == "too_long" else None, str(refusal))
            return self._page(request, card, form, status=409)

    def _make(self, request: SignedInRequest, card: Card, form: SpokenForm) -> HttpResponse:
        if not form.is_valid():
            return self._page(request, card, form, status=422)
        made = make(card, form.cleaned_data["purpose"], days=form.cleaned_data["days"], by=request.user)
        return redirect("services:spoken-code", made.page_id)

    def _form(self, card: Card | None) -> SpokenForm | None:
        is_good = card is not None and standing(card, timezone.localdate()) == "ok"
        return SpokenForm(purposes=purposes_of(card)) if card is not None and is_good else None

    def _page(
        self, request: SignedInRequest, card: Card | None, form: SpokenForm | None, status: int = 200
    ) -> HttpResponse:
        context = {"card": card, "form": form, "codes": with_purpose(good_codes(request.user))}
        return render(request, "services/spoken/list.html", context, status=status)


@require_GET
@never_cache
def detail(request: SignedInRequest, page_id: UUID) -> HttpResponse:
    """The code in large groups, for what, and until when."""
    code = get_object_or_404(good_codes(request.user), page_id=page_id)
    ((row, purpose),) = with_purpose([code])
    shown: dict[str, Any] = {"code": row, "purpose": purpose, "text": grouped(row.text or "")}
    return render(request, "services/spoken/code.html", shown)


@require_POST
def end(request: SignedInRequest, page_id: UUID) -> HttpResponse:
    """From now on nobody accepts it; pressing twice finds it ended."""
    end_code(get_object_or_404(codes_of(request.user), page_id=page_id))
    messages.success(request, _("The code has ended. No counter accepts it any more."))
    return redirect("services:spoken-codes")
