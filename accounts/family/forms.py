"""What is asked about somebody of the family, and what an officer ticks before a card is issued."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.workflow.dialog import DialogForm

from ..evidence.forms import ManyFilesField
from ..people.countries import country_choices
from ..people.enums import DocumentKind
from ..people.fields import NumberField
from ..people.numbers import birth_date_in, check_number
from .enums import Relation


class MemberForm(forms.Form):
    """`relations` are those for which the holder's tier gives anything; with `has_proof` a paper is there already."""

    relation = forms.ChoiceField(label=_("Who is it?"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("As in the identity document."))
    birth_date = forms.DateField(
        label=_("Birth date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    kind = forms.ChoiceField(label=_("Identity document"), choices=DocumentKind)
    number = NumberField(label=_("Number of the document"))
    country = forms.ChoiceField(label=_("Issuing country of a passport"), required=False)
    proof = ManyFilesField(
        label=_("Paper that shows the relation"),
        help_text=_("Marriage or birth certificate, or the household register: a photo or a PDF."),
    )
    consent = forms.BooleanField(
        label=_("For a child under 14: I am a parent or guardian and agree that these details are kept for its card."),
        required=False,
    )

    def __init__(self, *args: Any, relations: frozenset[str], has_proof: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proof"].required = not has_proof
        relation, country = self.fields["relation"], self.fields["country"]
        relation.choices = [choice for choice in Relation.choices if choice[0] in relations]  # type: ignore[attr-defined]
        country.choices = [("CN", _("China")), *country_choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        found["country"] = found.get("country") or "CN"
        if found.get("number") and found.get("kind"):
            self._agree(found)
        if found.get("birth_date") and found["birth_date"] > timezone.localdate():
            self.add_error("birth_date", _("A birth date lies in the past."))
        return found

    def _agree(self, found: dict[str, Any]) -> None:
        try:
            check_number(found["kind"], found["number"])
        except ValidationError as error:
            self.add_error("number", error)
            return
        told = birth_date_in(found["kind"], found["number"])
        if told and found.get("birth_date") and told != found["birth_date"]:
            self.add_error("birth_date", _("The birth date does not agree with the number. Compare both."))


class AcceptForm(DialogForm):
    """The proof is a paper of the family's; the officer says to have seen it."""

    has_seen_proof = forms.BooleanField(
        label=_("I have seen the household register, the marriage or the birth certificate that shows the relation."),
    )
