"""The page on which a partner's programmer finds the own calls again."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from portal.paging import KeysetPage
from portal.signed_in import SignedInRequest

from . import calls
from .calls import LOOKED_FOR, Shown
from .desks import OF_SYSTEMS, choice_of, desk_of


class CallsForm(forms.Form):
    shown = forms.ChoiceField(label=_("What became of them"), choices=Shown.choices, required=False)
    q = forms.CharField(
        label=_("Look for"),
        max_length=255,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )


@require_GET
@never_cache
def calls_made(request: SignedInRequest) -> HttpResponse:
    """No name, no card, no code. What cannot be looked for is said in the form, and nothing is found."""
    partner = get_object_or_404(desk_of(request, OF_SYSTEMS))
    form = CallsForm(request.GET)
    is_clean = form.is_valid()
    shown = form.cleaned_data.get("shown") or Shown.REFUSED
    form["q"].help_text = LOOKED_FOR[Shown(shown)]  # of the field as it is bound by now
    found = calls.rows(partner, shown, form.cleaned_data.get("q", ""))
    page = KeysetPage(found if is_clean else found.none(), order=("-id",), cursor=request.GET.get("cursor"))
    context = {
        "partner": partner,
        "choice": choice_of(request, partner, OF_SYSTEMS),
        "form": form,
        "page": page,
        "calls": list(calls.lines(shown, page.rows)),
    }
    return render(request, "services/desk/calls.html", context)
