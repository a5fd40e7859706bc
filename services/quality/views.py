"""How a talent says that a counter turned the card away, and reads what the bureau answered."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.http import require_GET

from accounts.models import Card
from portal.few_choices import FewChoiceField, few_of
from portal.idempotency.forms import once_per_form
from portal.signed_in import SignedInRequest
from portal.workflow.story import public_story

from ..models import Check, PartnerService, TurnedAway
from ..partners.looks import NEWEST_FIRST
from ..readiness.where import order, own_city_first
from .actions import report
from .turns import turn_of
from .whose import cards_of, to_the_holder


class ReportForm(forms.Form):
    """Whose card where there are several, where, for which service, and what happened."""

    card = forms.ChoiceField(label=_("Whose card was it?"), widget=forms.RadioSelect)
    place = FewChoiceField(label=_("Where, and for what?"), queryset=PartnerService.objects.none())
    text = forms.CharField(
        label=_("What happened?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A sentence is enough; the counter and the bureau read it. What was checked goes along by itself."),
    )

    def __init__(self, *args: Any, cards: list[Card], city: int | None = None, **kwargs: Any) -> None:
        """Offered are the places in the holder's own `city` first."""
        super().__init__(*args, **kwargs)
        self.cards = {str(card.public_id): card for card in cards}
        whose: Any = self.fields["card"]
        whose.choices = [(key, to_the_holder(card)) for key, card in self.cards.items()]
        if len(cards) < 2:
            del self.fields["card"]
        place: Any = self.fields["place"]
        place.queryset = PartnerService.objects.for_holders().select_related("partner", "service")
        place.parts, place.order = own_city_first(place.queryset, city), (*order(), "service__number")
        place.search = "partner__search"
        place.label_from_instance = lambda row: f"{row.partner.name} · {row.service.name}"

    def chosen_card(self) -> Card:
        """Of a valid form, and of a holder who has a card."""
        return self.cards[self.cleaned_data["card"]] if "card" in self.fields else next(iter(self.cards.values()))


class Report(View):
    """One page; a second press finds it sent."""

    def get(self, request: SignedInRequest) -> HttpResponse:
        cards = cards_of(request.user)
        card = self._asked_about(request, cards)
        known = {"card": card.public_id, "place": self._last_place(card)} if card else {}
        return self._page(request, ReportForm(cards=cards, city=_city_of(request), initial=known))

    def post(self, request: SignedInRequest) -> HttpResponse:
        form = ReportForm(request.POST, cards=cards_of(request.user), city=_city_of(request))
        return once_per_form(request, lambda: self._send(request, form))

    def _send(self, request: SignedInRequest, form: ReportForm) -> HttpResponse:
        if not form.cards or not form.is_valid():
            return self._page(request, form, status=422)
        place, text = form.cleaned_data["place"], form.cleaned_data["text"]
        made = report(form.chosen_card(), partner=place.partner, service=place.service, text=text, by=request.user)
        return redirect("services:turned-away-detail", made.code)

    def _asked_about(self, request: SignedInRequest, cards: list[Card]) -> Card | None:
        """The card on whose page it was pressed: `?for=` and the public id of one of the family, else the holder's."""
        whom = request.GET.get("for", "")
        if not whom:
            return next(iter(cards), None)
        for card in cards:
            if card.member and str(card.member.public_id) == whom:
                return card
        raise Http404

    def _last_place(self, card: Card) -> Any:
        """The key of the counter that looked at it last: it is the likely one."""
        looks = Check.objects.filter(holder=card.talent_id, card=card)
        last = looks.order_by(*NEWEST_FIRST).values("partner", "service").first()
        return PartnerService.objects.filter(**last).values_list("pk", flat=True).first() if last else None

    def _page(self, request: SignedInRequest, form: ReportForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "few": few_of(form, request)}
        return render(request, "services/quality/report.html", context, status=status)


def _city_of(request: SignedInRequest) -> int | None:
    return request.user.own_profile.city_id


@require_GET
def detail(request: SignedInRequest, code: str) -> HttpResponse:
    """Whose turn it is, by when, and what was said."""
    mine = TurnedAway.objects.select_related("partner__city", "service", "use", "card__member").filter(
        talent=request.user
    )
    row = get_object_or_404(mine, code=code)
    context = {"report": row, "story": public_story(row), "turn": turn_of(row, timezone.localdate())}
    return render(request, "services/quality/detail.html", context)
