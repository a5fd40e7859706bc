"""What the browser of a desk delivers: one thing that was done without a network."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.card.offline import SHORTEST
from accounts.models import Partner

from ..models import Service
from ..partners.checks import bare_code
from ..partners.enums import Outcome
from ..requests.enums import Stage

OUTCOMES = (("", ""), *Outcome.choices)
YEAR_2100 = 4_102_444_800


class DeliveredForm(forms.Form):
    """`desk`: where it was done, by public id; `done_at` in seconds since 1970, by the window's clock; `stage` where
    it is counted for each child and school stage; `shift`: of whoever sat there then."""

    key = forms.UUIDField()
    desk = forms.ModelChoiceField(queryset=Partner.objects.none(), to_field_name="public_id")
    service = forms.ModelChoiceField(queryset=Service.objects.all(), to_field_name="slug")
    code = forms.CharField(max_length=300)
    outcome = forms.ChoiceField(choices=OUTCOMES, required=False)
    reason = forms.CharField(max_length=200, required=False)
    done_at = forms.IntegerField(min_value=0, max_value=YEAR_2100)
    has_seen_identity = forms.BooleanField(required=False)
    companions_used = forms.IntegerField(min_value=0, max_value=99, required=False)
    stage = forms.ChoiceField(choices=(("", ""), *Stage.choices), required=False)
    shift = forms.CharField(max_length=36, required=False)

    def __init__(self, *args: Any, desks: QuerySet[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        desk: Any = self.fields["desk"]
        desk.queryset = desks

    def clean_code(self) -> str:
        """A shorter code could be guessed, also in its address, and the guesses be dated back to where nobody counts
        them. What no key of ours signed has no code in it, and is kept as unknown."""
        code: str = self.cleaned_data["code"]
        if len(code.strip()) < SHORTEST or 0 < len(bare_code(code)[0]) < SHORTEST:
            raise forms.ValidationError(_("Only a code that works without a network can be checked later."))
        return code

    def clean(self) -> dict[str, Any]:
        """Why it was refused is known at the counter alone: without it nothing could ever be recorded."""
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == Outcome.REFUSED and not cleaned.get("reason"):
            self.add_error("reason", _("Say why it was refused."))
        return cleaned

    def clean_done_at(self) -> datetime:
        return datetime.fromtimestamp(self.cleaned_data["done_at"], tz=UTC)
