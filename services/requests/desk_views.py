"""The requests a desk has to answer: by deadline, one by one, granted or declined."""

from typing import Any

from django.db.models import QuerySet
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

from ..models import Check, ServiceRequest
from ..partners.desk_forms import CheckForm, used_at_the_counter
from ..partners.desks import choice_of, desk_of, desks_of
from .answers import details_of
from .enums import RequestStatus


def waiting(partner: Partner) -> Any:
    """The requests this desk has yet to answer."""
    return ServiceRequest.objects.shown().filter(partner=partner, status=RequestStatus.SUBMITTED)


def open_here(check: Check) -> QuerySet[ServiceRequest, str]:
    """The numbers of what whoever the check is about has asked for at this desk, and has not been answered yet."""
    asked = ServiceRequest.objects.open().filter(talent=check.holder_id, service=check.service_id)
    return asked.filter(partner=check.partner_id).values_list("code", flat=True)


@require_GET
@never_cache
def requests(request: SignedInRequest) -> HttpResponse:
    partner = get_object_or_404(desk_of(request))
    form = CheckForm(partner=partner, on_request=True)
    return render(request, "services/desk/requests.html", page_of(request, partner, form))


def page_of(request: SignedInRequest, partner: Partner, form: CheckForm) -> dict[str, Any]:
    """What waits, and the field for a code of whoever rings or comes before asking."""
    return {
        "partner": partner,
        "page": KeysetPage(waiting(partner), order=("due_on", "id"), cursor=request.GET.get("cursor")),
        "form": form,
        "checks_cards": used_at_the_counter(partner).exists(),
        "choice": choice_of(request, partner),
    }


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
