"""The liaison's page of windows, and the page on which a member of staff sets a PIN: both by ordinary sign-in alone."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.models import Partner
from portal.signed_in import SignedInRequest
from portal.workflow.engine import Refusal

from ..models import DeskPin, WindowPairing
from ..partners.desks import choice_of, desk_of, desks_of
from .actions import end_pairing, pair, set_pin
from .forms import PairForm, PinForm
from .rules import is_liaison, sitters
from .tokens import give, paired


@method_decorator(never_cache, "dispatch")
class Windows(View):
    """Which browsers are windows of this partner; the liaison pairs the one that is read with."""

    def get(self, request: SignedInRequest) -> HttpResponse:
        partner = get_object_or_404(desk_of(request))
        return _page(request, partner, PairForm(partner=partner))

    def post(self, request: SignedInRequest) -> HttpResponse:
        """Pairs, and signs the liaison out: the PC is shared from now on."""
        partner = get_object_or_404(desk_of(request))
        form = PairForm(request.POST, partner=partner)
        if not form.is_valid():
            return _page(request, partner, form, status=422)
        try:
            made, token = pair(form.cleaned_data["window"], by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return _page(request, partner, form, status=409)
        logout(request)
        said = _("This PC is now “%(window)s”, and you have been signed out here.")
        messages.success(request, said % {"window": made.window.name})
        response = redirect("services:desk-sign-on")
        give(response, token)
        return response


@require_POST
def end(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """No longer a window; whoever sits there is asked to sign in at the next press."""
    rows = WindowPairing.objects.select_related("window__partner")
    pairing = get_object_or_404(rows, public_id=public_id, window__partner__in=desks_of(request))
    try:
        end_pairing(pairing, by=request.user)
        messages.success(request, _("“%(window)s” is no longer paired.") % {"window": pairing.window.name})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("services:desk-windows")


@method_decorator([never_cache, sensitive_post_parameters("secret", "secret_again")], "dispatch")
class Pin(View):
    """One form; the new PIN holds at once, at every window of one's desks."""

    def get(self, request: SignedInRequest) -> HttpResponse:
        partner = get_object_or_404(desk_of(request))
        row = DeskPin.objects.filter(staff=request.user).first()
        name = row.name if row else request.user.own_profile.name
        return self._page(request, partner, row, PinForm(initial={"name": name}))

    def post(self, request: SignedInRequest) -> HttpResponse:
        partner = get_object_or_404(desk_of(request))
        form = PinForm(request.POST)
        if form.is_valid():
            try:
                set_pin(request.user, name=form.cleaned_data["name"], pin=form.cleaned_data["secret"])
            except Refusal as refusal:
                form.add_error("secret", str(refusal))
            else:
                messages.success(request, _("Your PIN is set. Sign out here, and sign on at a paired window with it."))
                return redirect("services:desk-pin")
        row = DeskPin.objects.filter(staff=request.user).first()
        return self._page(request, partner, row, form, status=422)

    def _page(
        self, request: SignedInRequest, partner: Partner, row: DeskPin | None, form: PinForm, status: int = 200
    ) -> HttpResponse:
        return render(
            request, "services/windows/pin.html", {"partner": partner, "row": row, "form": form}, status=status
        )


def _page(request: SignedInRequest, partner: Partner, form: PairForm, status: int = 200) -> HttpResponse:
    here = paired(request)
    rows = WindowPairing.objects.filter(window__partner=partner, ended_at=None).select_related("window")
    about = {
        "partner": partner,
        "choice": choice_of(request, partner),
        "form": form,
        "pairings": rows.annotate(last_at=Max("shifts__began_at")).order_by("window"),
        "here": here,
        "is_liaison": is_liaison(request.user, partner),
        "pins": sitters(partner),
    }
    return render(request, "services/windows/windows.html", about, status=status)
