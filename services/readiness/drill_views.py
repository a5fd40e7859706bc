"""A drill at the desk: the card that was sent, what the desk page says of it once scanned, and what is done with it."""

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
from django.views.decorators.http import require_safe

from accounts.card.qr import grouped, qr_svg, verify_url
from portal.idempotency.forms import once_per_form
from portal.signed_in import SignedInRequest
from portal.workflow.engine import Refusal

from ..models import Drill
from ..partners.desks import desks_of
from ..partners.enums import Outcome
from .actions import answer_drill
from .instructions import instruction_of
from .querysets import honoured


@require_safe
@never_cache
def card(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The card of the drill, to be scanned from this screen or typed."""
    drill = _found(request, public_id)
    link = verify_url(drill.code).upper()
    context = {"drill": drill, "code": grouped(drill.code), "qr": qr_svg(link), "is_over": _is_over(drill)}
    return render(request, "services/readiness/drill_card.html", context)


@method_decorator(never_cache, "dispatch")
class Answer(View):
    """What the desk page says of the card, as large as for any other; and the two buttons."""

    def get(self, request: SignedInRequest, public_id: UUID) -> HttpResponse:
        return render(request, "services/readiness/drill.html", self._shown(_found(request, public_id)))

    def post(self, request: SignedInRequest, public_id: UUID) -> HttpResponse:
        drill = _found(request, public_id)
        outcome = Outcome.SERVED if request.POST.get("outcome") == Outcome.SERVED else Outcome.REFUSED

        def run() -> HttpResponse:
            answer_drill(drill, outcome=outcome, by=request.user)
            return redirect("services:desk-drill", drill.public_id)

        try:
            return once_per_form(request, run)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("services:desk-drill", drill.public_id)

    def _shown(self, drill: Drill) -> dict[str, Any]:
        row = honoured().filter(partner=drill.window.partner_id, service=drill.service_id).first()
        steps = instruction_of(row).steps if row else []
        return {"drill": drill, "steps": steps, "is_over": _is_over(drill), "holder": _("A** (drill)")}


def _found(request: SignedInRequest, public_id: UUID) -> Drill:
    drills = Drill.objects.select_related("window__partner", "service", "answer")
    return get_object_or_404(drills, public_id=public_id, window__partner__in=desks_of(request))


def _is_over(drill: Drill) -> bool:
    return drill.has_ended(timezone.now())
