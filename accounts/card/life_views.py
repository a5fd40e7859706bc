"""How a holder renews a card, and comes back to one that was cancelled because of leaving: ask first, then do it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from portal.workflow.buttons import Button
from portal.workflow.engine import verdict_on
from portal.workflow.table import Transition, workflow_of
from portal.workflow.views import StepView

from .models import Card

HERE = frozenset({"renew", "come_back"})
OF_FAMILY = HERE | {"suspend", "lift", "cancel"}  # which a holder's own card has on pages of their own


def own_buttons(card: Card) -> list[Button]:
    """The steps of this page that the holder may take now; no other step is asked about."""
    here = OF_FAMILY if card.member_id else HERE
    steps = [step for step in workflow_of(card).transitions if step.name in here]
    return [_button(card, step) for step in steps if verdict_on(step, card, card.talent)]


def _button(card: Card, step: Transition) -> Button:
    return Button(step.name, step.label, reverse("accounts:card-step", args=[card.public_id, step.name]), "quiet")


class Step(StepView):
    """`<public id of the card>/<step>/`; the card is the reader's own."""

    template_name = "accounts/card/step.html"
    code_field = "public_id"

    def get_queryset(self) -> Any:
        return Card.objects.filter(talent=self.request.user).select_related("tier", "application", "talent", "member")

    def get_success_url(self, obj: Card) -> str:
        if obj.member:
            return reverse("accounts:family-member", args=[obj.member.public_id])
        return reverse("accounts:card")

    def get(self, request: HttpRequest, card: Any, step: str) -> HttpResponse:
        return super().get(request, card, step)

    def post(self, request: HttpRequest, card: Any, step: str) -> HttpResponse:
        return super().post(request, card, step)

    def _find(self, code: str, step: str) -> tuple[Any, Transition]:
        found, transition = super()._find(code, step)
        if step not in (OF_FAMILY if found.member_id else HERE):
            raise Http404
        return found, transition
