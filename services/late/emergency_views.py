"""The page on which a desk enters an emergency that was treated first."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from accounts.models import Partner
from portal.idempotency.forms import once_per_form
from portal.signed_in import SignedInRequest
from portal.workflow.engine import Refusal

from ..models import LateUse
from ..partners.desks import desk_of
from ..partners.guesses import SAID, Slowed
from .emergency import NoSuchCard, enter_emergency, look_for, note_guess
from .emergency_forms import EmergencyForm


@method_decorator(never_cache, "dispatch")
class Emergency(View):
    """One form; what was entered stands in the list of what was delivered later."""

    def get(self, request: SignedInRequest) -> HttpResponse:
        partner = get_object_or_404(desk_of(request))
        return _page(request, partner, EmergencyForm(partner=partner))

    def post(self, request: SignedInRequest) -> HttpResponse:
        partner = get_object_or_404(desk_of(request))
        form = EmergencyForm(request.POST, partner=partner)
        if not form.is_valid():
            return _page(request, partner, form, status=422)
        try:
            # A form that was sent before with another number is answered before any card is looked for.
            return once_per_form(request, lambda: _enter(request, partner, form.cleaned_data))
        except Refusal as refusal:  # the day was over since the form was read
            form.add_error("treated_at", str(refusal))
            return _page(request, partner, form, status=409)
        except Slowed:
            form.add_error("code", SAID)
            return _page(request, partner, form, status=429)
        except NoSuchCard as missed:
            note_guess(missed.facts, by=request.user)
            form.add_error("code", _("No card has this code or number. Look at the card again."))
            return _page(request, partner, form, status=409)


def _enter(request: SignedInRequest, partner: Partner, given: dict[str, Any]) -> HttpResponse:
    when = {name: given[name] for name in ("service", "treated_at")}
    facts = look_for(partner, code=given["code"], **when)
    _say(request, enter_emergency(facts, reason=given["reason"], by=request.user, **when))
    return redirect("services:desk-late")


def _say(request: SignedInRequest, late: LateUse) -> None:
    if late.conflict:
        why = _("Entered, and it does not count: %(why)s. The holder and the officers of the city have been told.")
        messages.warning(request, why % {"why": late.get_conflict_display()})
    else:
        messages.success(request, _("Entered. It counts, and the holder has been told."))


def _page(request: SignedInRequest, partner: Partner, form: EmergencyForm, status: int = 200) -> HttpResponse:
    return render(request, "services/late/emergency.html", {"partner": partner, "form": form}, status=status)
