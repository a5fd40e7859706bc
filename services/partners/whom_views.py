"""A page on which a holder makes something with a card, the own one or one of the family's."""

from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from accounts.models import Card
from portal.idempotency.forms import once_per_form
from portal.signed_in import SignedInRequest
from portal.workflow.engine import Refusal

from .spoken import purposes_of
from .spoken_forms import SpokenForm
from .whom import Whom, chosen_in


@method_decorator(never_cache, name="dispatch")
class MakeForWhom(View):
    """What is still good, and the form for a new one with the card that was chosen; a second press finds it made."""

    form_class: ClassVar[type[SpokenForm]] = SpokenForm
    template_name: ClassVar[str]

    def make(self, card: Card, told: dict[str, Any], user: Any) -> HttpResponse:
        """Make it from a valid form, and lead to it. Raises `Refusal`."""
        raise NotImplementedError

    def good(self, user: Any) -> dict[str, Any]:
        """What the template lists: all that is still good of this holder, for whomever it is."""
        raise NotImplementedError

    def get(self, request: SignedInRequest) -> HttpResponse:
        whom = chosen_in(request)
        form = self.form_class(purposes=purposes_of(whom.card)) if whom.card and whom.is_shown else None
        return self._page(request, whom, form)

    def post(self, request: SignedInRequest) -> HttpResponse:
        whom = chosen_in(request)
        if whom.card is None:
            return self._page(request, whom, None, status=409)
        form = self.form_class(request.POST, purposes=purposes_of(whom.card))
        try:
            return once_per_form(request, lambda: self._made(request, whom, form))
        except Refusal as refusal:
            form.add_error("days" if refusal.code == "too_long" else None, str(refusal))
            return self._page(request, whom, form, status=409)

    def _made(self, request: SignedInRequest, whom: Whom, form: SpokenForm) -> HttpResponse:
        if whom.card is None or not form.is_valid():
            return self._page(request, whom, form, status=422)
        return self.make(whom.card, form.cleaned_data, request.user)

    def _page(self, request: SignedInRequest, whom: Whom, form: SpokenForm | None, status: int = 200) -> HttpResponse:
        context = {"whom": whom, "form": form} | self.good(request.user)
        return render(request, self.template_name, context, status=status)
