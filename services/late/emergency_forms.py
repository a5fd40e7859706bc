"""What the desk enters afterwards of an emergency that was treated first."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner

from ..partners.counting import counts_by_stage
from ..partners.desk_forms import used_at_the_counter
from .emergency import may_be_entered

AT = "%Y-%m-%dT%H:%M"


class EmergencyForm(forms.Form):
    """Whose card, when, and why it could not be checked before. What is counted a school stage is no emergency."""

    service = forms.ChoiceField(label=_("Service"), widget=forms.RadioSelect)
    code = forms.CharField(
        label=_("Code or card number"),
        max_length=300,
        help_text=_("Scan or type any code of the card, or the number that begins with HLJ."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Scan or type a code of the card, or its number.")},
    )
    treated_at = forms.DateTimeField(
        label=_("When was it treated?"),
        input_formats=[AT, f"{AT}:%S"],
        help_text=_("At most 24 hours ago."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=AT),
        error_messages={"required": _("Say on which day and at what time.")},
    )
    reason = forms.CharField(
        label=_("What happened?"),
        max_length=200,
        help_text=_("For example: brought by ambulance at night. Name no illness."),
        error_messages={"required": _("Say what the emergency was, without naming an illness.")},
    )
    has_seen_identity = forms.BooleanField(
        label=_("I have seen an identity document, and the name on it fits"),
        error_messages={
            "required": _("Look at an identity document first, and tick that you have seen it."),
        },
    )

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used_here = used_at_the_counter(partner).exclude(counts_by_stage(service=OuterRef("service")))
        service: Any = self.fields["service"]
        service.choices = [(row.service.slug, row.service.name) for row in used_here.select_related("service")]
        if len(service.choices) == 1:
            service.initial = service.choices[0][0]

    def clean_treated_at(self) -> datetime:
        treated_at: datetime = self.cleaned_data["treated_at"]
        verdict = may_be_entered(treated_at)
        if not verdict:
            raise forms.ValidationError(str(verdict.message), code=verdict.code)
        return treated_at
