"""A talent's own applications: begin, choose criteria, look, take a step."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View
from django.views.decorators.http import require_GET

from policies.models import Criterion, Tier
from portal.idempotency.forms import once_per_form
from portal.paging import KeysetPage
from portal.signed_in import SignedInRequest
from portal.workflow.buttons import buttons
from portal.workflow.engine import Refusal
from portal.workflow.story import public_story
from portal.workflow.views import StepView

from .actions import begin, choose
from .enums import EDITABLE, Status
from .forms import CriteriaForm, TierForm
from .models import Application
from .rules import missing


@require_GET
def application_list(request: SignedInRequest) -> HttpResponse:
    """Newest first, a page at a time."""
    page = KeysetPage(own(request), order=("-id",), cursor=request.GET.get("cursor"))
    has_open = Application.objects.open().filter(talent=request.user).exists()
    return render(request, "accounts/accreditation/list.html", {"page": page, "has_open": has_open})


@require_GET
def application_detail(request: SignedInRequest, code: str) -> HttpResponse:
    """A draft: what is done and what is missing. Later: where it stands, whose turn it is, what happened."""
    application = get_object_or_404(own(request), code=code)
    context = {
        "application": application,
        "is_editable": application.status in EDITABLE,
        "criteria": [row.criterion for row in application.chosen.select_related("criterion").order_by("id")],
        "missing": missing(application) if application.status in EDITABLE else [],
        "story": public_story(application),
        "buttons": buttons(application, request.user, step_url(application)),
        "card": application.cards.filter(member=None).order_by("-id").first(),
    }
    return render(request, "accounts/accreditation/detail.html", context)


def own(request: SignedInRequest) -> Any:
    return Application.objects.filter(talent=request.user).select_related("tier", "city", "talent__profile")


def decided_before(user: Any, tier: Tier) -> Any:
    """The criteria of an earlier decision for the same tier: who applies again begins with them."""
    decided = Application.objects.filter(talent=user, tier=tier, status=Status.APPROVED)
    return Criterion.objects.filter(tier=tier, is_active=True, pk__in=decided.values("criteria"))


def step_url(application: Application) -> Any:
    return lambda name: reverse("accounts:application-step", args=[application.code, name])


class Begin(View):
    """Which tier; the draft is saved at once and found again on any device."""

    def get(self, request: SignedInRequest) -> HttpResponse:
        return self._page(request, TierForm(initial={"tier": request.GET.get("tier")}))

    def post(self, request: SignedInRequest) -> HttpResponse:
        return once_per_form(request, lambda: self._begin(request, TierForm(request.POST)))

    def _begin(self, request: SignedInRequest, form: TierForm) -> HttpResponse:
        if form.is_valid():
            try:
                tier = form.cleaned_data["tier"]
                made = begin(request.user, tier, decided_before(request.user, tier))
                return redirect("accounts:application-criteria", made.code)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
        return self._page(request, form, status=422)

    def _page(self, request: SignedInRequest, form: TierForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "tiers": Tier.objects.order_by("rank"),
            "open": Application.objects.open().filter(talent=request.user).first(),
            "is_profile_complete": request.user.has_complete_profile,
        }
        return render(request, "accounts/accreditation/begin.html", context, status=status)


class Criteria(View):
    """Which criteria of the tier the talent meets."""

    def get(self, request: SignedInRequest, code: str) -> HttpResponse:
        mine = self._mine(request, code)
        chosen = list(mine.criteria.values_list("slug", flat=True))
        return self._page(request, mine, CriteriaForm(tier=mine.tier, initial={"criteria": chosen}))

    def post(self, request: SignedInRequest, code: str) -> HttpResponse:
        mine = self._mine(request, code)
        form = CriteriaForm(request.POST, tier=mine.tier)
        return once_per_form(request, lambda: self._choose(request, mine, form))

    def _choose(self, request: SignedInRequest, mine: Application, form: CriteriaForm) -> HttpResponse:
        if not form.is_valid():
            return self._page(request, mine, form, status=422)
        choose(mine, form.cleaned_data["criteria"], by=request.user)
        return redirect("accounts:evidence-list", mine.code)

    def _mine(self, request: SignedInRequest, code: str) -> Application:
        return get_object_or_404(own(request), code=code, status__in=EDITABLE)

    def _page(self, request: SignedInRequest, mine: Application, form: CriteriaForm, status: int = 200) -> HttpResponse:
        context = {"application": mine, "form": form}
        return render(request, "accounts/accreditation/criteria.html", context, status=status)


class Step(StepView):
    """Submit, withdraw: the applicant's own steps."""

    def get_queryset(self) -> Any:
        return own(self.request)

    def get_success_url(self, obj: Application) -> str:
        return reverse("accounts:application-detail", args=[obj.code])
