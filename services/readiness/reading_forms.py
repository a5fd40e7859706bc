"""What staff fill in when they have read how a service is given: at which window they sit, and short questions."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..models import PartnerService, Window
from .questions import Asked, questions_of
from .states import State

NAME = "question_{}"


class ReadForm(forms.Form):
    """The questions of one service; a wrong answer says what is right and asks again."""

    version = forms.CharField(widget=forms.HiddenInput)
    windows = forms.ModelMultipleChoiceField(
        label=_("For which windows do you read this?"),
        queryset=Window.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick the window you work at."),
            "invalid_choice": _("This window has read it by now, or is closed. Look again."),
        },
    )

    def __init__(self, data: Any = None, *, row: PartnerService, state: State) -> None:
        super().__init__(data, initial={"version": state.version})
        open_windows = Window.objects.filter(pk__in=[window.pk for window in state.lacking])
        self._offer(open_windows.order_by("pk"), state.lacking)
        self.asked = {NAME.format(number): asked for number, asked in enumerate(questions_of(row), start=1)}
        for name, asked in self.asked.items():
            self.fields[name] = self._question(asked)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, asked in self.asked.items():
            if given.get(name) not in (None, "", asked.right):
                said = _("Not quite. Right is: “%(right)s”. Please answer once more.")
                self.add_error(name, said % {"right": asked.answer})
        return given

    def _offer(self, windows: QuerySet[Window], lacking: tuple[Window, ...]) -> None:
        field: Any = self.fields["windows"]
        field.queryset = windows
        field.choices = [(window.public_id, window.name) for window in lacking]
        if len(lacking) == 1:
            self.initial["windows"] = [lacking[0].public_id]

    def _question(self, asked: Asked) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=asked.text,
            choices=asked.options,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose an answer.")},
        )
