"""What staff enter at the desk: a code (typed, scanned or photographed) and what became of the check."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from portal import disk
from portal.codes import normalise

from ..catalogue.enums import Delivery
from ..models import PartnerService
from ..requests.enums import Stage
from .enums import Outcome
from .photo import NoCodeInPhoto, code_in
from .uses import needs_identity

CARD_NUMBER = re.compile(r"H1J\d{12}")  # HLJ, the year and eight digits, as `normalise` reads it
A_CARD_NUMBER = _(
    "This is a card number, not a code. Below, the window can ring the holder, or enter what was treated first."
)
OTHER = "other"
NOTHING_FOUND = _("No code was found in the photo. Hold the phone closer, or type the code.")
WHY_UNDONE = (
    ("mistake", _("Pressed by mistake")),
    ("service", _("Wrong service")),
    ("left", _("The holder did not want it after all")),
    (OTHER, _("Something else")),
)


def used_at_the_counter(partner: Partner) -> QuerySet[PartnerService]:
    """What a card is checked for at this partner; a school, say, only answers requests."""
    return _honoured(partner, Delivery.COUNTER)


def answered_on_request(partner: Partner) -> QuerySet[PartnerService]:
    """What is asked of this partner in writing; a code is checked for it where somebody rings or comes first."""
    return _honoured(partner, Delivery.REQUEST)


def _honoured(partner: Partner, delivery: Delivery) -> QuerySet[PartnerService]:
    return PartnerService.objects.filter(partner=partner, is_active=True, service__delivery=delivery)


class CheckForm(forms.Form):
    """A code and the service asked for, of those this partner honours at the counter, or of those on request."""

    code = forms.CharField(
        label=_("Code on the card"),
        max_length=300,
        error_messages={"required": _("Scan or type the code the holder shows.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "autofocus": True}
        ),
        help_text=_("Scan it, type the ten characters below the picture, or the nine that the holder says."),
    )
    photo = forms.FileField(
        label=_("Or a photo of the code"),
        required=False,
        help_text=_("It is checked as soon as it is taken."),
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    service = forms.ChoiceField(label=_("Service"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, partner: Partner, on_request: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on_request = on_request
        rows = answered_on_request(partner) if on_request else used_at_the_counter(partner)
        self.services = [(row.service.slug, row.service.name) for row in rows.select_related("service")]
        service: Any = self.fields["service"]
        service.choices = self.services
        self.fields["code"].required = not self.files.get("photo")
        self.fields["code"].widget.attrs["autofocus"] = not on_request  # there the requests come first
        if len(self.services) == 1:
            service.initial = self.services[0][0]

    def clean_code(self) -> str:
        """A holder without a code says the card number: that is no guess, and there are other ways."""
        code = str(self.cleaned_data["code"])
        if CARD_NUMBER.fullmatch(normalise(code)):
            raise ValidationError(A_CARD_NUMBER)
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("code") and cleaned.get("photo"):
            cleaned["code"] = self._read(cleaned["photo"])
        return cleaned

    def _read(self, photo: Any) -> str:
        try:
            return code_in(photo)
        except NoCodeInPhoto as error:
            self.add_error("photo", disk.NO_ROOM if disk.is_full(error) else NOTHING_FOUND)
            return ""


class OutcomeForm(forms.Form):
    """What became of a check; a refusal says why. The stage is asked where the service is counted by it."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
    reason = forms.CharField(
        label=_("Why not?"), max_length=200, error_messages={"required": _("Say why it was refused.")}
    )
    companions_used = forms.IntegerField(label=_("Companions"), min_value=0, required=False)
    stage = forms.ChoiceField(
        label=_("School stage"),
        choices=[("", _("Please choose")), *Stage.choices],
        error_messages={"required": _("Say which school stage it is for.")},
    )
    has_seen_identity = forms.BooleanField(
        label=_("I have seen an identity document, and the name on it fits"), required=False
    )

    def __init__(self, *args: Any, check: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_identity(check):
            del self.fields["has_seen_identity"]
        self.fields["reason"].required = self.data.get("outcome", Outcome.REFUSED) == Outcome.REFUSED
        if check.asks_stage:
            self.fields["stage"].required = self.data.get("outcome", Outcome.SERVED) == Outcome.SERVED
        else:
            del self.fields["stage"]
        companions: Any = self.fields["companions_used"]
        companions.max_value = companions.widget.attrs["max"] = check.companions or 0

    def clean_companions_used(self) -> int:
        return self.cleaned_data.get("companions_used") or 0


class UndoForm(forms.Form):
    """Why a record is taken back: one of three, or in words."""

    why = forms.ChoiceField(label=_("Why is it undone?"), choices=WHY_UNDONE, initial="mistake")
    words = forms.CharField(label=_("Or in words"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("why") == OTHER and not cleaned.get("words", "").strip():
            self.add_error("words", _("Say why it is undone."))
        return cleaned

    def reason(self) -> str:
        """The words if there are any, else the choice."""
        return self.cleaned_data["words"] or str(dict(WHY_UNDONE)[self.cleaned_data["why"]])
