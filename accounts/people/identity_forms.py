"""What is asked of an identity document, by its kind."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .countries import country_choices
from .enums import DocumentKind
from .fields import NumberField
from .identity import FOREIGN
from .models import User

HINTS = {
    DocumentKind.RESIDENT_ID: _("18 characters."),
    DocumentKind.FOREIGNER_CARD: _("18 digits that start with 9; on an older card 3 letters and 12 digits."),
    DocumentKind.HMT_PERMIT: _("18 characters that start with 81, 82 or 83."),
    DocumentKind.PASSPORT: _("As printed, without spaces."),
}


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Which document do you use?"), choices=DocumentKind.choices, widget=forms.RadioSelect
    )


class IdentityForm(forms.Form):
    """The number is never filled in again from what is kept; the rest is."""

    country = forms.ChoiceField(label=_("Nationality"))
    number = NumberField(label=_("Number"))
    birth_date = forms.DateField(
        label=_("Birth date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    valid_until = forms.DateField(
        label=_("Valid until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    consent = forms.BooleanField(label=_("I agree that the number is kept and used as written above."))

    def __init__(self, *args: Any, kind: DocumentKind, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.user = kind, user
        self.fields["number"].help_text = HINTS[kind]
        self.initial = {"birth_date": user.own_profile.birth_date, "country": user.own_profile.country}
        self._ask_only_what_the_number_does_not_tell()

    def _ask_only_what_the_number_does_not_tell(self) -> None:
        if self.kind in FOREIGN:
            self.fields["country"].choices = [("", _("Please choose")), *country_choices()]  # type: ignore[attr-defined]
        else:
            del self.fields["country"]
        if self.kind != DocumentKind.PASSPORT:
            self.fields["birth_date"].required = False
            self.fields["birth_date"].help_text = _("May stay empty: the 18 characters of the number tell it.")

    def document(self) -> dict[str, Any]:
        """What `record_identity` takes, once the form is valid."""
        told = ("number", "birth_date", "valid_until")
        return {"kind": self.kind.value, "country": self.cleaned_data.get("country", "CN")} | {
            name: self.cleaned_data[name] for name in told
        }
