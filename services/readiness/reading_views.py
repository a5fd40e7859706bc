"""“To be read”: what a window has not acknowledged yet, each with one page of instruction and short questions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from portal.idempotency.forms import once_per_form
from portal.signed_in import SignedInRequest
from portal.workflow.engine import Refusal

from ..models import PartnerService
from ..partners.desks import choice_of, desk_of
from .actions import acknowledge
from .instructions import instruction_of
from .querysets import honoured
from .reading_forms import ReadForm
from .states import State, states_of


@require_GET
@never_cache
def reading(request: SignedInRequest) -> HttpResponse:
    """What waits to be read at the partner in use, and what has been read."""
    partner = get_object_or_404(desk_of(request))
    rows = list(honoured().filter(partner=partner).order_by("service__number"))
    states = states_of(rows)
    context = {
        "partner": partner,
        "choice": choice_of(request, partner),
        "windows": partner.windows.filter(is_active=True).order_by("pk"),
        "waiting": [(row, states[row.pk]) for row in rows if states[row.pk].must_read],
        "failed": [(row, window) for row in rows for window in states[row.pk].failed],
        "read": [row for row in rows if not states[row.pk].must_read],
    }
    return render(request, "services/readiness/reading.html", context)


@method_decorator(never_cache, "dispatch")
class Read(View):
    """One service at the partner in use: read it, answer, acknowledge."""

    def get(self, request: SignedInRequest, slug: str) -> HttpResponse:
        row, state = self._found(request, slug)
        return self._page(request, row, state, ReadForm(row=row, state=state))

    def post(self, request: SignedInRequest, slug: str) -> HttpResponse:
        row, state = self._found(request, slug)
        form = ReadForm(request.POST, row=row, state=state)

        def run() -> HttpResponse:
            if not form.is_valid():
                return self._page(request, row, state, form, status=422)
            given = form.cleaned_data
            acknowledge(row, list(given["windows"]), version=given["version"], by=request.user)
            messages.success(request, _("Acknowledged: %(service)s.") % {"service": row.service.name})
            return redirect("services:desk-reading")

        try:
            return once_per_form(request, run)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)

    def _found(self, request: SignedInRequest, slug: str) -> tuple[PartnerService, State]:
        row = get_object_or_404(honoured(), partner__in=desk_of(request), service__slug=slug)
        return row, states_of([row])[row.pk]

    def _page(
        self, request: SignedInRequest, row: PartnerService, state: State, form: ReadForm, status: int = 200
    ) -> HttpResponse:
        shown: dict[str, Any] = {"row": row, "state": state, "form": form, "instruction": instruction_of(row)}
        return render(request, "services/readiness/read.html", shown, status=status)
