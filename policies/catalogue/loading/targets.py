"""Which row does a slug in a data file point to?"""

from typing import Any

from django.db import models

from policies.catalogue.loading.table import BadRowError, Table


class Targets:
    """The rows that the foreign keys of a table may point to, read once a load."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.names = [name for name, field in table.fields.items() if field.is_relation]
        self._rows: dict[type[models.Model], dict[str, models.Model]] = {}

    def find(self, key: str, name: str, slug: str | None) -> models.Model | None:
        """The row that `slug` names in the field `name`. Raises `BadRowError` where there is none."""
        if slug is None:
            return None
        model: Any = self.table.fields[name].related_model
        if model not in self._rows:
            self._rows[model] = {row.slug: row for row in model._default_manager.all()}
        if slug not in self._rows[model]:
            raise BadRowError(f"{self.table.file.name}: {key}: {name}: there is no {slug}")
        return self._rows[model][slug]

    def add(self, row: models.Model) -> None:
        """Let later rows of the same table point to this one."""
        if type(row) in self._rows:
            self._rows[type(row)][row.slug] = row  # type: ignore[attr-defined]
