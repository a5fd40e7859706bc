"""A talent's own requests: ask, look, mend, take a step; and all cases on one page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.decorators.http import require_GET

from accounts.card.rules import standing
from accounts.models import Card
from portal.few_choices import few_of
from portal.idempotency.forms import once_per_form
from portal.paging import KeysetPage
from portal.signed_in import SignedInRequest
from portal.workflow.buttons import buttons
from portal.workflow.engine import Refusal
from portal.workflow.story import public_story
from portal.workflow.views import StepView

from ..models import Service, ServiceRequest
from .actions import ask, mend
from .agreement import has_agreed, with_agreement
from .answers import FORMS, details_of, first_answers, form_for
from .enums import RequestStatus


class Ask(View):
    """One page: what is asked for, checked against the card; a second press finds it done."""

    def get(self, request: SignedInRequest, slug: str) -> HttpResponse:
        service, card = self._found(request, slug)
        form = _form(request, service, card) if card else None
        return self._page(request, service, card, form)

    def post(self, request: SignedInRequest, slug: str) -> HttpResponse:
        service, card = self._found(request, slug)
        if card is None:
            return self._page(request, service, None, None, status=409)
        form = _form(request, service, card, request.POST)
        return once_per_form(request, lambda: self._ask(request, service, card, form))

    def _ask(self, request: SignedInRequest, service: Service, card: Card, form: Any) -> HttpResponse:
        if form.is_valid():
            try:
                made = ask(card, service, answers=form.row(), by=request.user, has_agreed=has_agreed(form))
                return redirect("services:request-detail", made.code)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
        return self._page(request, service, card, form, status=422)

    def _found(self, request: SignedInRequest, slug: str) -> tuple[Service, Card | None]:
        service = get_object_or_404(Service, slug=slug, slug__in=FORMS)
        card = Card.objects.latest_of(request.user)
        if card is None or standing(card, timezone.localdate()) != "ok" or not is_entitled(card, service):
            return service, None
        return service, card

    def _page(
        self, request: SignedInRequest, service: Service, card: Any, form: Any, status: int = 200
    ) -> HttpResponse:
        context = {"service": service, "card": card, "form": form, "few": few_of(form, request)}
        context["is_consent_withdrawn"] = bool(form) and _is_consent_withdrawn(request, service)
        return render(request, "services/requests/ask.html", context, status=status)


def _form(request: SignedInRequest, service: Service, card: Card, *args: Any, **kwargs: Any) -> Any:
    """The form of a service, with a box for the consent it needs where that is not given yet."""
    form = form_for(service.slug, card, *args, **kwargs)
    if service.consent and not request.user.has_consented(service.consent):
        with_agreement(form, service, is_required=True)
    return form


def _is_consent_withdrawn(request: SignedInRequest, service: Service) -> bool:
    return bool(service.consent and request.user.has_withdrawn(service.consent))


def is_entitled(card: Card, service: Service) -> bool:
    return service.entitlements.filter(tier=card.tier, is_allowed=True).exists()


class Mend(View):
    """A returned request, filled in as it was, with the reason above."""

    def get(self, request: SignedInRequest, code: str) -> HttpResponse:
        mine = self._mine(request, code)
        form = _form(request, mine.service, mine.card, initial=first_answers(mine))
        return self._page(request, mine, form)

    def post(self, request: SignedInRequest, code: str) -> HttpResponse:
        mine = self._mine(request, code)
        form = _form(request, mine.service, mine.card, request.POST)
        return once_per_form(request, lambda: self._mend(request, mine, form))

    def _mend(self, request: SignedInRequest, mine: ServiceRequest, form: Any) -> HttpResponse:
        if form.is_valid():
            try:
                mend(mine, answers=form.row(), by=request.user, has_agreed=has_agreed(form))
                return redirect("services:request-detail", mine.code)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
        return self._page(request, mine, form, status=422)

    def _mine(self, request: SignedInRequest, code: str) -> ServiceRequest:
        returned = ServiceRequest.objects.shown().filter(talent=request.user, status=RequestStatus.RETURNED)
        return get_object_or_404(returned, code=code)

    def _page(self, request: SignedInRequest, mine: ServiceRequest, form: Any, status: int = 200) -> HttpResponse:
        context = {"service": mine.service, "card": mine.card, "form": form, "request_row": mine}
        context["few"] = few_of(form, request)
        context["story"] = public_story(mine)
        context["is_consent_withdrawn"] = _is_consent_withdrawn(request, mine.service)
        return render(request, "services/requests/ask.html", context, status=status)


@require_GET
def detail(request: SignedInRequest, code: str) -> HttpResponse:
    """Where a request stands, whose turn it is, by when, and what was answered."""
    mine = get_object_or_404(ServiceRequest.objects.shown().filter(talent=request.user), code=code)
    context = details_of(mine) | {
        "request_row": mine,
        "story": public_story(mine),
        "instalments": mine.instalments.order_by("number"),
        "buttons": [b for b in buttons(mine, request.user, step_url(mine)) if b.name == "withdraw"],
    }
    return render(request, "services/requests/detail.html", context)


def step_url(mine: ServiceRequest) -> Any:
    return lambda name: reverse("services:request-step", args=[mine.code, name])


class Step(StepView):
    """The talent's own steps: withdraw."""

    def get_queryset(self) -> Any:
        return ServiceRequest.objects.shown().filter(talent=self.request.user)

    def get_success_url(self, obj: ServiceRequest) -> str:
        return reverse("services:request-detail", args=[obj.code])


@require_GET
def my_requests(request: SignedInRequest) -> HttpResponse:
    """Newest first, a page at a time."""
    mine = ServiceRequest.objects.shown().filter(talent=request.user)
    page = KeysetPage(mine, order=("-id",), cursor=request.GET.get("cursor"))
    return render(request, "services/requests/list.html", {"page": page})
