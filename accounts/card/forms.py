"""What is asked before a card is renewed or cancelled, and on the page of whoever lost one?"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.workflow.dialog import DialogForm

from .enums import OF_OFFICES, Cause, WhyRenewed
from .rules import ends_soon

if TYPE_CHECKING:
    from .models import Card


class RenewForm(DialogForm):
    """Why; “it ends soon” is there only for a card near its end whose tier is prolonged without an application."""

    why = forms.ChoiceField(label=_("Why do you renew the card?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, obj: "Card", user: Any, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, user=user, **kwargs)
        is_longer = ends_soon(obj, timezone.localdate()) and (obj.member_id or obj.tier.renewal_years)
        why: Any = self.fields["why"]
        why.choices = [choice for choice in WhyRenewed.choices if is_longer or choice[0] != WhyRenewed.ENDING]


class CancelForm(DialogForm):
    """One of the three causes, and whom of the family to tell, if anybody."""

    cause = forms.ChoiceField(
        label=_("Why does the card end?"),
        choices=[(cause.value, cause.label) for cause in OF_OFFICES],
        widget=forms.RadioSelect,
    )
    family = forms.EmailField(
        label=_("E-mail of the family"),
        required=False,
        help_text=_("Only after a death, and only if the family gave it: one letter goes there. It is not kept."),
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("family") and found.get("cause") != Cause.DIED:
            self.add_error("family", _("The family is told only after a death."))
        return found
