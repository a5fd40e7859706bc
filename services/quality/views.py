"""How a talent says that a counter turned the card away, and reads what the bureau answered."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.http import require_GET

from accounts.models import Card
from portal.idempotency.forms import once_per_form
from portal.signed_in import SignedInRequest
from portal.workflow.story import public_story

from ..models import PartnerService, TurnedAway
from .actions import report
from .turns import turn_of


class ReportForm(forms.Form):
    """Where, for which service, and what happened."""

    place = forms.ModelChoiceField(label=_("Where, and for what?"), queryset=PartnerService.objects.none())
    text = forms.CharField(
        label=_("What happened?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A sentence is enough; the counter and the bureau read it. What was checked goes along by itself."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        honoured = PartnerService.objects.for_holders()
        place: Any = self.fields["place"]
        place.queryset = honoured.select_related("partner", "service").order_by("partner__name_zh", "service__number")
        place.label_from_instance = lambda row: f"{row.partner.name} · {row.service.name}"


class Report(View):
    """One page; a second press finds it sent."""

    def get(self, request: SignedInRequest) -> HttpResponse:
        return self._page(request, ReportForm(initial={"place": self._last_place(request)}))

    def post(self, request: SignedInRequest) -> HttpResponse:
        return once_per_form(request, lambda: self._send(request, ReportForm(request.POST)))

    def _send(self, request: SignedInRequest, form: ReportForm) -> HttpResponse:
        card = Card.objects.latest_of(request.user)
        if card is None or not form.is_valid():
            return self._page(request, form, status=422)
        place = form.cleaned_data["place"]
        made = report(
            card, partner=place.partner, service=place.service, text=form.cleaned_data["text"], by=request.user
        )
        return redirect("services:turned-away-detail", made.code)

    def _last_place(self, request: SignedInRequest) -> Any:
        """The counter that looked last is the likely one."""
        last = request.user.checks.order_by("-id").values("partner", "service").first()
        return PartnerService.objects.filter(**last).first() if last else None

    def _page(self, request: SignedInRequest, form: ReportForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "card": Card.objects.latest_of(request.user)}
        return render(request, "services/quality/report.html", context, status=status)


@require_GET
def detail(request: SignedInRequest, code: str) -> HttpResponse:
    """Whose turn it is, by when, and what was said."""
    mine = TurnedAway.objects.select_related("partner__city", "service", "use").filter(talent=request.user)
    row = get_object_or_404(mine, code=code)
    context = {"report": row, "story": public_story(row), "turn": turn_of(row, timezone.localdate())}
    return render(request, "services/quality/detail.html", context)
