"""What does the policy administrator say about a key? Until when it is good, from where, where it stands, what for."""

import ipaddress
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner

from ..models import Window
from .enums import Scope

MOST = 20


def in_a_year() -> date:
    return timezone.localdate() + timedelta(days=365)


class ClientForm(forms.Form):
    expires_on = forms.DateField(
        label=_("Last day"),
        required=False,
        initial=in_a_year,
        help_text=_("Empty: without an end. Warnings go out 30 and 7 days before."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    addresses = forms.CharField(
        label=_("Addresses it may call from"),
        required=False,
        help_text=_("One a line, for example 203.0.113.7 or 203.0.113.0/24. Empty: from anywhere."),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )

    scopes = forms.MultipleChoiceField(
        label=_("Limited to"),
        choices=Scope.choices,
        required=False,
        help_text=_("Tick what the system is meant to do. None ticked: every call."),
        widget=forms.CheckboxSelectMultiple,
    )

    window = forms.ModelChoiceField(
        label=_("Stands at"),
        queryset=Window.objects.none(),
        required=False,
        empty_label=_("No window, or several"),
        help_text=_("Holders read in their access log that their card was looked at there."),
    )

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        window: Any = self.fields["window"]
        window.queryset = Window.objects.filter(partner=partner, is_active=True).order_by("pk")

    def clean_scopes(self) -> str:
        return " ".join(self.cleaned_data["scopes"])

    def clean_expires_on(self) -> date | None:
        day: date | None = self.cleaned_data["expires_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over."), "over")
        return day

    def clean_addresses(self) -> str:
        lines: Any = self.cleaned_data["addresses"].split()
        if len(lines) > MOST:
            raise forms.ValidationError(_("At most twenty addresses."), "too_many")
        return "\n".join(_network(line) for line in lines)


class NewClientForm(ClientForm):
    is_test = forms.BooleanField(
        label=_("For tests"),
        required=False,
        help_text=_("For a system that is being written: it meets the test codes and finds no real card."),
    )


def _network(line: str) -> str:
    try:
        return str(ipaddress.ip_network(line, strict=False))
    except ValueError as error:
        raise forms.ValidationError(_("This is no address: %(line)s"), "no_address", {"line": line}) from error
