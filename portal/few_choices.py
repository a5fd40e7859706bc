"""How does a form let a reader choose one row among thousands? It offers a few, and the others are searched for."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.http import HttpRequest

from portal.paging_parts import PartedPage
from portal.search import looked_for, matches

MOST = 50


class FewChoices(ModelChoiceIterator):
    """The first of those looked for, and what is chosen already wherever it stands."""

    field: "FewChoiceField"

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from map(self.choice, [*self.field.page.rows, *self.field.chosen_elsewhere])


class FewChoiceField(forms.ModelChoiceField):
    """Any row of `queryset` may be chosen; `parts` of it are offered one after the other, each in `order`."""

    iterator = FewChoices
    parts: Sequence[QuerySet[Any]] = ()
    order: tuple[str, ...] = ("pk",)
    search, words, chosen = "search", "", ""
    kept: Sequence[tuple[str, str]] = ()  # what else the address says

    @cached_property
    def page(self) -> PartedPage[Any]:
        everything: Any = self.queryset
        parts = self.parts or [everything]
        return PartedPage([matches(part, self.words, column=self.search) for part in parts], self.order, size=MOST)

    @property
    def is_searched(self) -> bool:
        return bool(self.words or self.page.is_one_of_several)

    @property
    def chosen_elsewhere(self) -> list[Any]:
        if not self.chosen or str(self.chosen) in {str(self.prepare_value(row)) for row in self.page.rows}:
            return []
        try:
            return [self.to_python(self.chosen)]
        except forms.ValidationError:
            return []


def few_of(form: Any, request: HttpRequest) -> FewChoiceField | None:
    """The form's field of this kind, which now offers what the reader looks for; None in a form without one."""
    for name, field in form.fields.items() if form else ():
        if isinstance(field, FewChoiceField):
            field.words, field.chosen = looked_for(request), form[name].value() or ""
            field.kept = [(name, str(said)) for name, said in request.GET.items() if name != "q"]
            return field
    return None
