"""The cases of being turned away at a desk: by deadline, one by one, and the desk's own explanation."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.models import Partner
from portal.paging import KeysetPage
from portal.signed_in import SignedInRequest
from portal.workflow.buttons import buttons
from portal.workflow.story import public_story
from portal.workflow.views import StepView

from ..models import TurnedAway
from ..partners.desks import choice_of, desk_of, desks_of
from ..readiness.liaisons import answering
from .models import UNANSWERED
from .turns import turn_of
from .whose import to_the_desk

TOLD_THE_DESK = ("report", "refuse", "explain", "lapse", "answer")  # what was said on the telephone is the talent's


def unanswered(partner: Partner) -> Any:
    """The cases of this desk that the bureau has not answered yet."""
    return TurnedAway.objects.filter(partner=partner, status__in=UNANSWERED).select_related("service")


@require_GET
@never_cache
def refusals(request: SignedInRequest) -> HttpResponse:
    partner = get_object_or_404(desk_of(request))
    page = KeysetPage(unanswered(partner), order=("due_on", "id"), cursor=request.GET.get("cursor"))
    today = timezone.localdate()
    rows = [(row, turn_of(row, today)) for row in page.rows]
    context = {"partner": partner, "page": page, "rows": rows, "choice": choice_of(request, partner)}
    return render(request, "services/desk/refusals.html", context)


@require_GET
@never_cache
def detail(request: SignedInRequest, code: str) -> HttpResponse:
    """Whose card it was as far as a check there has told it, what was tried when, what the holder and the desk said of
    it, and the way to explain or who does."""
    case = get_object_or_404(_of_desk(request), code=code)
    steps = buttons(case, request.user, lambda name: reverse("services:desk-refusal-step", args=[code, name]))
    context = {
        "case": case,
        "partner": case.partner,
        "whose": to_the_desk(case),
        "liaisons": [] if steps else answering(case.partner),
        "turn": turn_of(case, timezone.localdate()),
        "story": [event for event in public_story(case) if event.action in TOLD_THE_DESK],
        "buttons": steps,
    }
    return render(request, "services/desk/refusal.html", context)


class Step(StepView):
    """Explain, in words."""

    def get_queryset(self) -> Any:
        return _of_desk(self.request)

    def get_success_url(self, obj: TurnedAway) -> str:
        return reverse("services:desk-refusal", args=[obj.code])


def _of_desk(request: SignedInRequest) -> Any:
    """Of any desk the reader staffs: a message leads here whichever is in use."""
    behind = ("partner__city", "service", "last_check__card", "use", "card__member", "card__talent__profile")
    return TurnedAway.objects.select_related(*behind).filter(partner__in=desks_of(request))
