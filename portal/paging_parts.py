"""How is a list cut into pages in which one part stands before another, such as the own city before the rest?"""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import IntegerField, Value

from portal.paging import KeysetPage, M

PART = "part"


class PartedPage(KeysetPage[M]):
    """One page of `parts`, one after the other, each in `order`, which runs upwards and ends with a unique column.

    Each row knows its `part`. A statement a part, until the page is full: a rank reckoned for each row and sorted by
    would be served by no index.
    """

    def __init__(
        self, parts: Sequence[models.QuerySet[M]], order: tuple[str, ...], cursor: str | None = None, size: int = 25
    ) -> None:
        self.parts = [part.annotate(**{PART: Value(n, IntegerField())}) for n, part in enumerate(parts)]
        super().__init__(self.parts[0], (PART, *order), cursor, size)

    def _found(self, queryset: models.QuerySet[M], values: list[Any] | None, backwards: bool, most: int) -> list[M]:
        found: list[M] = []
        for number, rest in self._parts_from(values, backwards):
            if len(found) < most:
                found += self._after(self.parts[number], rest, backwards)[: most - len(found)]
        return found

    @property
    def within(self) -> tuple[str, ...]:
        """Of a part all rows have the same number."""
        return self.names[1:]

    def _read(self, cursor: str | None, strict: bool) -> tuple[list[Any] | None, bool]:
        """A reader who has signed out has fewer parts than the cursor may name."""
        values, backwards = super()._read(cursor, strict)
        return (None, False) if values and values[0] >= len(self.parts) else (values, backwards)

    def _parts_from(self, values: list[Any] | None, backwards: bool) -> list[tuple[int, list[Any] | None]]:
        """Which parts are still to be read, and in the first of them after which row."""
        if values is None:
            return [(number, None) for number in range(len(self.parts))]
        here, *rest = values
        others = range(here - 1, -1, -1) if backwards else range(here + 1, len(self.parts))
        return [(here, rest), *((number, None) for number in others)]
