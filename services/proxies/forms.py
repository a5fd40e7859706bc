"""Whom does a holder name as a proxy, for what and for how long?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..partners.spoken_forms import SpokenForm


class ProxyForm(SpokenForm):
    """A name, one of the purposes that the card gives, and a length that it allows."""

    name = forms.CharField(
        label=_("Name of the person"),
        max_length=100,
        help_text=_("As in the identity document, which the counter will look at."),
        error_messages={"required": _("Enter whose phone may show your card.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("name", "purpose", "days")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].label = _("What may the card be shown for?")
        self.fields["days"].label = _("For how long?")
