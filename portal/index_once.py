"""A migration's step for columns whose own index nobody needs.

Another index of the table may begin with the column, or nothing is looked for by it; or it is a text and unique,
where Django makes PostgreSQL a second index for those who look for a beginning (`LIKE 'x%'`).
"""

from collections.abc import Iterator
from typing import Any

from django.db.migrations.operations.base import Operation


class DropOwnIndexes(Operation):
    """`DropOwnIndexes(check=["holder", "partner"])`: these fields get `db_index=False`, their indexes are dropped, and
    nothing else is done: Django's `AlterField` would drop the foreign key too and check every row to make it anew."""

    def __init__(self, **fields: list[str]) -> None:
        self.fields, self.models_changed = fields, list(fields)

    def describe(self) -> str:
        return "Drop the indexes of " + ", ".join(f"{model}.{name}" for model, name in self._each())

    def state_forwards(self, app_label: str, state: Any) -> None:
        for model, name in self._each():
            known = state.models[app_label, model].fields
            known[name] = known[name].clone()
            known[name].db_index = False
        state.reload_models({(app_label, model) for model in self.fields}, delay=True)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Nothing where an index is gone already."""
        for name, field in self._each():
            model = from_state.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                for index in own_indexes(schema_editor.connection, model, field):
                    schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(index)}")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Django's way."""
        for name, field in self._each():
            without, model = (state.apps.get_model(app_label, name) for state in (from_state, to_state))
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.alter_field(without, without._meta.get_field(field), model._meta.get_field(field))

    def _each(self) -> Iterator[tuple[str, str]]:
        return ((model, name) for model, names in self.fields.items() for name in names)


def own_indexes(connection: Any, model: Any, field: str) -> list[str]:
    """The names of the indexes that the database has for `field` alone: neither unique nor named in the model."""
    named = {index.name for index in model._meta.indexes}
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    of_field = {name: one for name, one in found.items() if one["columns"] == [model._meta.get_field(field).column]}
    return [name for name, one in of_field.items() if one["index"] and not one["unique"] and name not in named]
