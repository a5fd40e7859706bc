"""How the form of a service that needs a consent asks for it: the notice itself, beside a box to tick."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts.people.consents import NOTICES

from ..models import Service

FIELD = "consent"


def with_agreement(form: Any, service: Service, *, is_required: bool) -> Any:
    """`form` with a box for the consent that `service` needs, if it needs one. The page requires the tick; a program
    may leave it out."""
    if service.consent:
        notice = NOTICES[service.consent]
        form.fields[FIELD] = forms.BooleanField(
            label=_("I agree: %(text)s") % {"text": notice.text},
            help_text=notice.basis,
            required=is_required,
            error_messages={"required": _("Tick this box: without your consent the request cannot be made.")},
        )
    return form


def has_agreed(form: Any) -> bool:
    """Whether the box was ticked; `form` is valid."""
    return bool(form.cleaned_data.get(FIELD))
