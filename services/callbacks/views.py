"""The pages of a window that is rung up: who calls, whom to ring, and the code to say."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from accounts.card.qr import grouped
from accounts.models import Partner
from accounts.people.telephones import dialled_phone
from portal.idempotency import KeyReused
from portal.idempotency.forms import once_per_form
from portal.masking import mask_name
from portal.signed_in import SignedInRequest
from portal.workflow.engine import Refusal

from ..models import CallBack
from ..partners.desks import desk_of, desks_of
from ..partners.enums import Reason
from ..partners.guesses import SAID, Slowed
from .actions import CALL_WITHIN, GOOD_FOR, answer, look_up
from .forms import NOT_FOUND, CallerForm
from .models import Answered


@method_decorator(never_cache, "dispatch")
class Caller(View):
    """Number, name and service of whoever rings; what was typed stays where no card is found."""

    def get(self, request: SignedInRequest) -> HttpResponse:
        partner = get_object_or_404(desk_of(request))
        return self._page(request, partner, CallerForm(partner=partner))

    def post(self, request: SignedInRequest) -> HttpResponse:
        partner = get_object_or_404(desk_of(request))
        form = CallerForm(request.POST, partner=partner)
        if not form.is_valid():
            return self._page(request, partner, form, status=422)
        key = request.POST.get("form_key", "")[:64]
        try:
            check = look_up(partner, **form.cleaned_data, staff=request.user, key=f"call:{key}" if key else None)
        except (Slowed, KeyReused):
            form.add_error(None, SAID)
            return self._page(request, partner, form, status=429)
        if check.reason == Reason.UNKNOWN_CODE:
            form.add_error(None, NOT_FOUND)
            return self._page(request, partner, form, status=404)
        return redirect("services:desk-check", check.public_id)

    def _page(self, request: SignedInRequest, partner: Partner, form: CallerForm, status: int = 200) -> HttpResponse:
        return render(request, "services/callbacks/caller.html", {"partner": partner, "form": form}, status=status)


@method_decorator(never_cache, "dispatch")
class Call(View):
    """The registered number, to be rung within a quarter of an hour; then the code, if the holder answered."""

    def get(self, request: SignedInRequest, public_id: UUID) -> HttpResponse:
        return render(request, "services/callbacks/call.html", self._shown(self._found(request, public_id)))

    def post(self, request: SignedInRequest, public_id: UUID) -> HttpResponse:
        call_back = self._found(request, public_id)
        said = request.POST.get("answered", "")
        if said not in Answered.values:
            return redirect("services:desk-call", public_id)

        def run() -> HttpResponse:
            answer(call_back, answered=said, by=request.user)
            return redirect("services:desk-call", public_id)

        try:
            return once_per_form(request, run)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("services:desk-call", public_id)

    def _found(self, request: SignedInRequest, public_id: UUID) -> CallBack:
        shown = ("partner", "service", "card__member", "card__talent__profile")
        found = CallBack.objects.select_related(*(f"check_made__{name}" for name in shown), "code", "answer")
        since = timezone.now() - GOOD_FOR
        mine = {"check_made__partner__in": desks_of(request), "check_made__checked_at__gte": since}
        return get_object_or_404(found, check_made__public_id=public_id, **mine)

    def _shown(self, call_back: CallBack) -> dict[str, Any]:
        check, now = call_back.check_made, timezone.now()
        text = call_back.text_to_say(now)
        given = getattr(call_back, "answer", None)
        is_due = given is None and now - check.checked_at <= CALL_WITHIN
        card: Any = check.card  # a call back is due for a known card alone
        return {
            "check": check,
            "holder": mask_name(card.talent.own_profile.name),
            "patient": mask_name(card.name) if card.member else "",
            "phone": card.talent.phone if is_due else "",
            "dialled": dialled_phone(card.talent.phone) if is_due else "",
            "answer": given,
            "code": call_back.code,
            "text": grouped(text) if text else "",
            "choices": Answered.choices,
        }
