"""How a long list is cut into pages by the values of its last row: no COUNT, no OFFSET, no row twice."""

import json
from functools import partial, reduce
from typing import Any, Generic, TypeVar

from django.db import models
from django.db.models import BooleanField, F, Func, Value

from portal.crypto.envelope import NotReadable, decrypt, encrypt

M = TypeVar("M", bound=models.Model)
_PLACE = "portal.paging"
_Row = partial(Func, template="(%(expressions)s)", output_field=BooleanField())


class BadCursor(ValueError):
    """The cursor was changed, or belongs to another list."""


class KeysetPage(Generic[M]):
    """One page of `queryset` in `order`, whose columns or annotations are not null and all run one way; the key is
    added as the last unless the last is unique.

    `rows` are the page's objects; `next_cursor` and `previous_cursor` are None where there is no such page. A cursor
    that was changed or belongs to another list shows the first page, or raises `BadCursor` where `strict`.
    One statement.
    """

    def __init__(
        self,
        queryset: models.QuerySet[M],
        order: tuple[str, ...],
        cursor: str | None = None,
        size: int = 25,
        *,
        strict: bool = False,
    ) -> None:
        self.model = queryset.model
        self.reckoned = queryset.query.annotations
        self.names, self.descending = self._one_way(order)
        self.list = [self.model._meta.label, self.descending, *self.names]
        values, backwards = self._read(cursor, strict)
        found = self._found(queryset, values, backwards, size + 1)
        more, found = len(found) > size, found[:size]
        self.rows: list[M] = found[::-1] if backwards else found
        self.next_cursor = self._cursor(-1, backwards=False) if self.rows and (more or backwards) else None
        has_previous = more if backwards else values is not None
        self.previous_cursor = self._cursor(0, backwards=True) if self.rows and has_previous else None

    def _found(self, queryset: models.QuerySet[M], values: list[Any] | None, backwards: bool, most: int) -> list[M]:
        return list(self._after(queryset, values, backwards)[:most])

    def _after(self, queryset: models.QuerySet[M], values: list[Any] | None, backwards: bool) -> models.QuerySet[M]:
        falling = self.descending != backwards
        if values is not None:
            queryset = queryset.filter(self._beyond(values, "<" if falling else ">"))
        return queryset.order_by(*(f"-{name}" if falling else name for name in self.within))

    def _beyond(self, values: list[Any], sign: str) -> Func:
        """`(a, b) > (x, y)` in one comparison, which an index on (a, b) answers."""
        here = [Value(value, output_field=self._field(name)) for name, value in zip(self.within, values, strict=True)]
        pair = (_Row(*map(F, self.within)), _Row(*here))
        return Func(*pair, template="%(expressions)s", arg_joiner=f" {sign} ", output_field=BooleanField())

    @property
    def within(self) -> tuple[str, ...]:
        """The columns by which rows are asked for in order."""
        return self.names

    @property
    def is_one_of_several(self) -> bool:
        return bool(self.next_cursor or self.previous_cursor)

    def _cursor(self, index: int, *, backwards: bool) -> str:
        row = self.rows[index]
        values = [_text(self._field(name), _value(row, name)) for name in self.names]
        return encrypt(json.dumps([self.list, values, backwards]).encode(), _PLACE)

    def _read(self, cursor: str | None, strict: bool) -> tuple[list[Any] | None, bool]:
        """The values to go on from, and whether backwards."""
        if cursor is None:
            return None, False
        try:
            of, values, backwards = json.loads(decrypt(cursor, _PLACE))
            if of != self.list:
                raise NotReadable("a cursor of another list")
        except NotReadable as error:
            if strict:
                raise BadCursor("not a cursor of this list") from error
            return None, False
        return [self._field(name).to_python(text) for name, text in zip(self.names, values, strict=True)], backwards

    def _one_way(self, order: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
        directions = {name.startswith("-") for name in order}
        if len(directions) != 1:
            raise ValueError("the columns of a keyset order must all run one way")
        names = tuple(name.removeprefix("-") for name in order)
        return names if self._field(names[-1]).unique else (*names, "pk"), directions.pop()

    def _field(self, name: str) -> Any:
        if name in self.reckoned:
            return self.reckoned[name].output_field
        *path, last = name.split("__")
        model: Any = self.model
        for step in path:
            model = model._meta.get_field(step).related_model
        return model._meta.pk if last == "pk" else model._meta.get_field(last)


def _value(row: models.Model, name: str) -> Any:
    return reduce(getattr, name.split("__"), row)


def _text(field: models.Field, value: Any) -> Any:
    """A moment in full (its zone and microseconds), everything else as the field itself writes it."""
    return value.isoformat() if hasattr(value, "isoformat") else field.get_prep_value(value)
