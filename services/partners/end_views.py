"""The question before a holder ends what was made with a card, and the end: one tap more, as nothing takes it back."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from portal.signed_in import SignedInRequest

from .spoken import with_purpose


@method_decorator(never_cache, name="dispatch")
class EndForWhom(View):
    """GET asks, POST ends what the address names; pressing twice finds it ended. Where it is over already, there is
    nothing to ask."""

    template_name: ClassVar[str]
    back: ClassVar[str]
    done: ClassVar[Any]

    def mine(self, user: Any) -> Any:
        """All that this holder ever made, be it for one of the family; a `good(now)` of it."""
        raise NotImplementedError

    def end(self, row: Any) -> None:
        raise NotImplementedError

    def get(self, request: SignedInRequest, **named: UUID) -> HttpResponse:
        row = self._find(request, named)
        if not self.mine(request.user).good(timezone.now()).filter(pk=row.pk).exists():
            return redirect(self.back)
        ((row, purpose),) = with_purpose([row])
        shown: dict[str, Any] = {"row": row, "purpose": purpose, "back": reverse(self.back)}
        return render(request, self.template_name, shown)

    def post(self, request: SignedInRequest, **named: UUID) -> HttpResponse:
        self.end(self._find(request, named))
        messages.success(request, self.done)
        return redirect(self.back)

    def _find(self, request: SignedInRequest, named: dict[str, UUID]) -> Any:
        return get_object_or_404(self.mine(request.user), **named)
