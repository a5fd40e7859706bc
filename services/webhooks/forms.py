"""What does the policy administrator enter for a webhook? The address of the partner's system, and what it wants."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .addresses import LONGEST, fault_of
from .enums import Kind

FAULTS = {
    "malformed": _("This is no whole address. It looks like https://his.example.cn/hooks/talent."),
    "with_password": _("An address has no name, password or # in it: events are signed instead."),
    "not_https": _("The address begins with https:// ."),
    "not_public": _("This address is not reached from outside. A system without one fetches its events by the API."),
}


class WebhookForm(forms.Form):
    url = forms.CharField(
        label=_("Address of the partner's system"),
        max_length=LONGEST,
        help_text=_("For example https://his.example.cn/hooks/talent."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What it is told"), choices=Kind.choices, initial=Kind.values, widget=forms.CheckboxSelectMultiple
    )

    def clean_url(self) -> str:
        url: Any = self.cleaned_data["url"]
        if fault := fault_of(url):
            raise forms.ValidationError(FAULTS[fault], fault)
        return url
