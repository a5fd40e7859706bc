"""The field for a code that was sent: six digits, and the telephone offers to fill it in."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _


class CodeField:
    """Mixed into allauth's forms that ask for a code."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Verification code")
        code.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class ConfirmLoginCodeForm(CodeField, allauth_forms.ConfirmLoginCodeForm):
    pass


class ConfirmEmailVerificationCodeForm(CodeField, allauth_forms.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmPasswordResetCodeForm(CodeField, allauth_forms.ConfirmPasswordResetCodeForm):
    pass


class VerifyPhoneForm(CodeField, allauth_forms.VerifyPhoneForm):
    pass
