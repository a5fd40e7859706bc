"""Where a holder rates a use, and where a desk reads how it was found."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from portal.idempotency.forms import once_per_form
from portal.signed_in import SignedInRequest
from portal.workflow.engine import Refusal

from ..models import PartnerService, Use
from ..partners.desks import choice_of, desk_of
from .rating import Stars
from .ratings import averages, rate, told

LATEST = 20


class RatingForm(forms.Form):
    """One to five, and a sentence."""

    stars = forms.TypedChoiceField(
        label=_("How was it?"),
        coerce=int,
        choices=Stars,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the five.")},
    )
    comment = forms.CharField(
        label=_("What should the counter know?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The counter reads this without your name; write nothing that only you could have written."),
    )


class Rate(View):
    """One page for one served use; a second press finds it done."""

    def get(self, request: SignedInRequest, public_id: UUID) -> HttpResponse:
        return self._page(request, self._mine(request, public_id), RatingForm())

    def post(self, request: SignedInRequest, public_id: UUID) -> HttpResponse:
        return once_per_form(request, lambda: self._rate(request, self._mine(request, public_id)))

    def _rate(self, request: SignedInRequest, use: Use) -> HttpResponse:
        form = RatingForm(request.POST)
        if not form.is_valid():
            return self._page(request, use, form, status=422)
        try:
            rate(use, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self._page(request, use, form, status=409)
        return redirect("services:rating", use.public_id)

    def _mine(self, request: SignedInRequest, public_id: UUID) -> Use:
        behind = ("check_made__partner", "check_made__service", "check_made__card__member", "rating", "undone")
        return get_object_or_404(
            Use.objects.select_related(*behind), public_id=public_id, check_made__holder=request.user
        )

    def _page(self, request: SignedInRequest, use: Use, form: RatingForm, status: int = 200) -> HttpResponse:
        context = {"use": use, "check": use.check_made, "form": form, "rating": getattr(use, "rating", None)}
        return render(request, "services/quality/rate.html", context, status=status)


@require_GET
@never_cache
def desk_ratings(request: SignedInRequest) -> HttpResponse:
    """Each service of this desk with its average, and the latest sentences: no name, no day."""
    partner = get_object_or_404(desk_of(request))
    means = averages([partner.pk])
    services = PartnerService.objects.filter(partner=partner, is_active=True).select_related("service")
    rows = [(row.service, means.get((partner.pk, row.service_id))) for row in services.order_by("service__number")]
    context = {"partner": partner, "rows": rows, "comments": _comments(means), "choice": choice_of(request, partner)}
    return render(request, "services/desk/ratings.html", context)


def _comments(means: dict[tuple[int, int], Any]) -> list[str]:
    """Of services that enough people have rated; in the order of the words, so that nobody is told by the moment."""
    if not means:
        return []
    (partner, _service), services = next(iter(means)), [service for _partner, service in means]
    said = told().filter(partner=partner, service__in=services).exclude(comment="")
    return sorted(comment for comment, undone in said.values_list("comment", "undone")[:LATEST] if undone is None)
