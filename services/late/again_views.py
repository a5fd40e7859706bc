"""The press after an undoing with which the desk checks the same card once more, for the same service or another."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from portal.idempotency.forms import once_per_form
from portal.signed_in import SignedInRequest
from portal.workflow.engine import Refusal

from ..models import Check, Use
from ..partners.desk_forms import used_at_the_counter
from ..partners.desks import desks_of
from .again import check_again, followed_by, may_be_checked_again, may_be_for


class AgainForm(forms.Form):
    """Of what a card is used for at this counter, what the code that was shown is good for."""

    service = forms.ChoiceField(label=_("Service"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, check: Check, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = used_at_the_counter(check.partner).select_related("service")
        service: Any = self.fields["service"]
        service.choices = [(row.service.slug, row.service.name) for row in rows if may_be_for(check, row.service.slug)]
        service.initial = check.service.slug if check.service else None
        self.has_one = len(service.choices) == 1


def after(use: Use | None) -> dict[str, Any]:
    """For the page of a use: the form where it may be recorded again, or the check that was made instead."""
    if use is None or not use.is_undone:
        return {}
    if instead := followed_by(use.undone).first():
        return {"instead": instead}
    return {"again": AgainForm(check=use.check_made)} if may_be_checked_again(use).ok else {}


@require_POST
def again(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The answer, as after a scan."""
    shown = (*(f"check_made__{name}" for name in ("partner", "service", "card", "late")), "undone")
    found = Use.objects.select_related(*shown)
    use = get_object_or_404(found, public_id=public_id, check_made__partner__in=desks_of(request))
    form = AgainForm(request.POST, check=use.check_made)
    if not form.is_valid():
        messages.error(request, str(form.errors["service"][0]))
        return redirect("services:desk-check", use.check_made.public_id)

    def run() -> HttpResponse:
        made = check_again(use, service=form.cleaned_data["service"], staff=request.user)
        return redirect("services:desk-check", made.public_id)

    try:
        return once_per_form(request, run)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("services:desk")
