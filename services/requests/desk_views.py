"""The requests a desk has to answer: by deadline, one by one, granted or declined."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.models import Partner
from portal.paging import KeysetPage
from portal.signed_in import SignedInRequest
from portal.workflow.buttons import buttons
from portal.workflow.story import public_story
from portal.workflow.views import StepView

from ..models import ServiceRequest
from ..partners.desk_forms import used_at_the_counter
from ..partners.desks import choice_of, desk_of, desks_of
from .answers import details_of
from .enums import RequestStatus


def waiting(partner: Partner) -> Any:
    """The requests this desk has yet to answer."""
    return ServiceRequest.objects.shown().filter(partner=partner, status=RequestStatus.SUBMITTED)


@require_GET
@never_cache
def requests(request: SignedInRequest) -> HttpResponse:
    partner = get_object_or_404(desk_of(request))
    page = KeysetPage(waiting(partner), order=("due_on", "id"), cursor=request.GET.get("cursor"))
    checks_cards = used_at_the_counter(partner).exists()
    context = {"partner": partner, "page": page, "checks_cards": checks_cards, "choice": choice_of(request, partner)}
    return render(request, "services/desk/requests.html", context)


@require_GET
@never_cache
def detail(request: SignedInRequest, code: str) -> HttpResponse:
    """Who asks for what, by when it must be answered, and the buttons."""
    asked = get_object_or_404(_of_desk(request), code=code)
    context = details_of(asked) | {
        "request_row": asked,
        "partner": asked.partner,
        "story": public_story(asked),
        "buttons": buttons(asked, request.user, lambda name: reverse("services:desk-request-step", args=[code, name])),
    }
    return render(request, "services/desk/request.html", context)


class Step(StepView):
    """Grant, decline or return, with a reason where the table demands one."""

    def get_queryset(self) -> Any:
        return _of_desk(self.request)

    def get_success_url(self, obj: ServiceRequest) -> str:
        return reverse("services:desk-request", args=[obj.code])


def _of_desk(request: SignedInRequest) -> Any:
    """Of any desk the reader staffs: a message leads here whichever is in use."""
    asked = ServiceRequest.objects.shown().filter(partner__in=desks_of(request))
    return asked.exclude(status=RequestStatus.DRAFT)
