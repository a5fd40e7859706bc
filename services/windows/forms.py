"""What the liaison names, what a member of staff sets, and what is typed to sit down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner

from ..models import Window
from .rules import DIGITS, tiles

NUMBERS = {"inputmode": "numeric", "maxlength": str(DIGITS), "autocomplete": "off", "class": "code-input"}


class PairForm(forms.Form):
    """Which of the partner's windows this browser is."""

    window = forms.ModelChoiceField(
        label=_("Which window is this PC?"),
        queryset=Window.objects.none(),
        to_field_name="public_id",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the window.")},
    )

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["window"]
        field.queryset = Window.objects.filter(partner=partner, is_active=True).order_by("pk")
        field.choices = [(str(window.public_id), window.name) for window in field.queryset]


class PinForm(forms.Form):
    """The name on the tile, and a PIN twice: by fields whose names keep them out of kept forms."""

    name = forms.CharField(
        label=_("Your name as it stands at the window"),
        max_length=20,
        help_text=_("Your colleagues see it, holders do not. For example 王护士."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    secret = forms.CharField(
        label=_("New PIN"),
        strip=False,
        max_length=DIGITS,
        help_text=_("Six digits, not all the same and not one after another."),
        widget=forms.PasswordInput(attrs=NUMBERS),
    )
    secret_again = forms.CharField(
        label=_("The same once more"), strip=False, max_length=DIGITS, widget=forms.PasswordInput(attrs=NUMBERS)
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, second = given.get("secret"), given.get("secret_again")
        if first and second and first != second:
            self.add_error("secret_again", _("The two are not the same."))
        return given


class SignOnForm(forms.Form):
    """Who, and the PIN."""

    who = forms.ChoiceField(
        label=_("Who are you?"), widget=forms.RadioSelect, error_messages={"required": _("Choose your name.")}
    )
    pin = forms.CharField(label=_("PIN"), strip=False, max_length=DIGITS, widget=forms.PasswordInput(attrs=NUMBERS))

    def __init__(self, *args: Any, window: Window, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["who"]
        who.choices = [(str(row.public_id), row.name) for row in tiles(window)]
        first = "pin" if self["who"].value() else "who"
        self.fields[first].widget.attrs["autofocus"] = True
