"""What a window asks of whoever rings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner

from ..partners.desk_forms import used_at_the_counter

NOT_FOUND = _(
    "There is no such card under this name, or no number that can be rung. Ask for both again, letter by letter; "
    "else the holder has to come with an identity document."
)
PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class CallerForm(forms.Form):
    """The number of a card, the name on it, whom of the family it is for, and which of this partner's services."""

    number = forms.CharField(
        label=_("Card number"),
        max_length=30,
        widget=forms.TextInput(attrs={**PLAIN, "autocapitalize": "characters"}),
        help_text=_("HLJ and twelve digits; it stands on the card."),
        error_messages={"required": _("Ask for the number of the card.")},
    )
    name = forms.CharField(
        label=_("Name on that card"),
        max_length=100,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"required": _("Ask for the name on the card.")},
    )
    member = forms.CharField(
        label=_("Name of the family member"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=_("Only where the caller asks for a spouse, child or parent; else leave it empty."),
    )
    service = forms.ChoiceField(label=_("Service"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = used_at_the_counter(partner).select_related("service")
        service: Any = self.fields["service"]
        service.choices = [(row.service.slug, row.service.name) for row in rows]
        if len(service.choices) == 1:
            service.initial = service.choices[0][0]
