"""Which data file fills which table, and what does each of its rows say?"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db import models

Row = dict[str, Any]


class BadRowError(Exception):
    """A data file says something that cannot be loaded; the message names file, row and field."""


def plain_rows(content: dict[str, Any]) -> Iterator[Row]:
    """The rows of a file that lists them one by one under `row`."""
    yield from content["row"]


@dataclass(frozen=True)
class Table:
    """A model, the file that fills it, and the fields that tell its rows apart (foreign keys by slug)."""

    model: type[models.Model]
    file: Path
    key: tuple[str, ...] = ("slug",)
    rows_of: Callable[[dict[str, Any]], Iterator[Row]] = plain_rows

    @property
    def name(self) -> str:
        return self.model._meta.label_lower

    @cached_property
    def fields(self) -> dict[str, "models.Field[Any, Any]"]:
        """Every column an official could edit."""
        return {
            field.name: field for field in self.model._meta.concrete_fields if field.editable and not field.primary_key
        }

    def read(self) -> dict[str, Row]:
        """All rows by key. Raises `BadRowError` for an unknown field and for a key that stands twice."""
        rows: dict[str, Row] = {}
        for row in self.rows_of(tomllib.loads(self.file.read_text())):
            key = "/".join(str(row[part]) for part in self.key)
            if unknown := set(row) - set(self.fields):
                raise BadRowError(f"{self.file.name}: {key}: no field {', '.join(sorted(unknown))}")
            if key in rows:
                raise BadRowError(f"{self.file.name}: {key}: stands twice")
            rows[key] = row
        return rows
