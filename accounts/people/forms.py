"""What people fill in: sign-up, sign-in, and each page of their details."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import derive_login_method
from django import forms
from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

LOGIN_LABEL = _("E-mail or mobile number")
format_html_lazy = lazy(format_html, str)


def login_field() -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
    return forms.CharField(label=LOGIN_LABEL, max_length=254, widget=widget)


class PhoneOfAnother:
    """allauth opens no account for a telephone that is another's, and writes so to the e-mail in place of its code: who
    signs up would learn who has an account. The code for the telephone tells, and reaches nobody but who has it."""

    def _clean_phone(self) -> None:
        pass


class SignupForm(PhoneOfAnother, allauth_forms.SignupForm):
    """E-mail, telephone if wanted, password, terms."""

    field_order = ("email", "phone", "password1", "terms")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._name_the_ways()
        terms = self.fields["terms"]
        terms.required = True
        terms.error_messages["required"] = _("Accept the terms to open an account.")
        terms.help_text = format_html_lazy('<a href="{}">{}</a>', reverse_lazy("accounts:terms"), _("Terms of use"))

    def _name_the_ways(self) -> None:
        email, phone, password = (self.fields[name] for name in ("email", "phone", "password1"))
        email.label, email.help_text = _("E-mail"), _("We send a code to it.")
        phone.help_text = _("To sign in by SMS code, too. Abroad with the country code.")
        password.help_text = _("At least 8 characters, and none that others would guess at once.")
        for field in (email, password):
            field.widget.attrs.pop("placeholder", None)


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = login_field()
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        """A telephone is looked up as it is kept, however it was typed."""
        login = super().clean_login()
        if derive_login_method(login) == "phone":
            return str(get_adapter().phone_form_field().clean(login))
        return login


class RequestLoginCodeForm(forms.Form):
    """One field for both ways; allauth's own form does the rest, so that its limits and silences hold."""

    login = login_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        login = (cleaned.get("login") or "").strip()
        if not login:
            return cleaned
        method = derive_login_method(login).value
        if method == "username":
            raise forms.ValidationError({"login": _("Enter an e-mail address or a mobile number.")})
        asked = allauth_forms.RequestLoginCodeForm({method: login})
        if not asked.is_valid():
            raise forms.ValidationError({"login": [error for errors in asked.errors.values() for error in errors]})
        self._user = asked._user
        return cleaned | asked.cleaned_data
