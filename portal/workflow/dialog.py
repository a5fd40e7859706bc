"""What is asked before a step is taken, and how does a refusal come back to the one who asked?"""

from typing import Any

from django import forms
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from .engine import Refusal, perform
from .table import Transition

REASON = "reason"
LONGEST_REASON = 2_000


class DialogForm(forms.Form):
    """The form of a step that asks for nothing of its own; a step's own form takes `obj` and `user` likewise."""

    def __init__(self, *args: Any, obj: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


def dialog_form(step: Transition, obj: Any, user: Any, *posted: Any, asks_why: bool) -> forms.Form:
    """The form of a step, bound if `posted` holds data and files; `asks_why` offers a reason even where none is due."""
    form_class = import_string(step.form) if step.form else DialogForm
    form = form_class(*posted, obj=obj, user=user)
    if step.needs_reason or asks_why:
        form.fields[REASON] = forms.CharField(
            label=_("Reason"),
            required=step.needs_reason,
            max_length=LONGEST_REASON,
            widget=forms.Textarea(attrs={"rows": 5}),
            help_text=_("The applicant reads this.")
            if step.needs_reason
            else _("For the file; no applicant reads it."),
        )
    return form


def carry_out(step: Transition, obj: Any, form: forms.Form, *, by: Any) -> Any | None:
    """The object after the step; None where it was not taken: the form then says why, and keeps what was typed."""
    if not form.is_valid():
        return None
    given = dict(form.cleaned_data)
    try:
        return perform(obj, step.name, by=by, reason=given.pop(REASON, ""), data=given)
    except Refusal as refused:
        form.add_error(REASON if refused.code == "reason_missing" else None, str(refused.message))
        return None
