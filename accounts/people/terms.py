"""What sign-up asks besides the ways to reach a person: the terms of use."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class TermsForm(forms.Form):
    """Laid under allauth's sign-up form, on the site and in its API.

    An application that shows the terms itself sends `terms: true`; without it the account opens and its details ask.
    """

    terms = forms.BooleanField(required=False, label=_("I have read the terms of use and accept them"))

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Recorded with the account by the adapter, in its transaction."""
