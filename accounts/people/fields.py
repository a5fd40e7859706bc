"""How people type what needs care: telephone numbers and identity numbers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .numbers import normalise_number
from .telephones import normalise_phone


class PhoneField(forms.CharField):
    """A telephone of any country; the value is E.164."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["label"] = _("Mobile number")
        kwargs.setdefault("help_text", _("Abroad with the country code, for example +7 912 345 67 89."))
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return normalise_phone(text) if text else ""


class NumberField(forms.CharField):
    """The number of an identity document; the value is normalised, its form is checked with the kind of document."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
        super().__init__(max_length=60, **kwargs)

    def clean(self, value: Any) -> str:
        return normalise_number(super().clean(value))
