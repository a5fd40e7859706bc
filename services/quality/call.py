"""What does an officer say about the call to the talent? Reached or not, when, after how many tries."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.workflow.dialog import DialogForm

from .models import MIN_TRIES, Reached


class CallForm(DialogForm):
    """The dialog of “settle”; what was said goes with it as the reason."""

    reached = forms.ChoiceField(label=_("How did the call end?"), choices=Reached, widget=forms.RadioSelect)
    called_at = forms.DateTimeField(
        label=_("When was the last call?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    tries = forms.IntegerField(label=_("How many calls?"), min_value=1, max_value=99, initial=1)

    def __init__(self, *args: Any, obj: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, user=user, **kwargs)
        self.case = obj
        self.fields["called_at"].initial = timezone.localtime().strftime("%Y-%m-%dT%H:%M")

    def clean_called_at(self) -> datetime:
        """To the minute, so the minute of the answer itself counts as after it."""
        at: datetime = self.cleaned_data["called_at"]
        if at > timezone.now():
            raise forms.ValidationError(_("The call cannot lie in the future."))
        if self.case.answered_at and at < self.case.answered_at.replace(second=0, microsecond=0):
            raise forms.ValidationError(_("Call after the answer was given: the talent is asked about it."))
        return at

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reached") == Reached.NO and cleaned.get("tries", MIN_TRIES) < MIN_TRIES:
            self.add_error("tries", _("Try at least twice before you record that nobody was reached."))
        return cleaned
