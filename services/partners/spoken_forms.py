"""What a holder chooses for a code to say on the telephone: for what, and for how long."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .spoken import LONG_DAYS, SHORT_DAYS, SpokenPurpose

DAYS = (
    (SHORT_DAYS, _("24 hours")),
    (7, _("7 days, for schooling or housing")),
    (30, _("30 days, for schooling or housing")),
    (LONG_DAYS, _("90 days, for schooling or housing")),
)


class SpokenForm(forms.Form):
    """One of the purposes that the card gives, and a length that it allows."""

    purpose = forms.ChoiceField(
        label=_("What is the code for?"),
        widget=forms.RadioSelect,
        help_text=_("It works for this alone, and at this kind of place alone."),
        error_messages={"required": _("Choose what the code is for.")},
    )
    days = forms.TypedChoiceField(
        label=_("How long is it good?"), widget=forms.RadioSelect, coerce=int, choices=DAYS, initial=SHORT_DAYS
    )

    def __init__(self, *args: Any, purposes: list[SpokenPurpose], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purposes = {one.key: one for one in purposes}
        field: Any = self.fields["purpose"]
        field.choices = [(one.key, one.label) for one in purposes]
        if all(one.most_days == SHORT_DAYS for one in purposes):
            days: Any = self.fields["days"]
            days.choices = DAYS[:1]

    def clean_purpose(self) -> SpokenPurpose:
        return self.purposes[self.cleaned_data["purpose"]]
