"""A migration's step for a column whose own index another index of the table begins with."""

from typing import Any

from django.db.migrations import AlterField


class DropOwnIndex(AlterField):
    """As `AlterField` to `db_index=False`, but drops the index and does nothing else: Django would drop the foreign key
    too and check every row of the table to make it anew."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Nothing where the index is gone already."""
        model = from_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            for name in own_indexes(schema_editor.connection, model, self.name):
                schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Django's way, there and back."""
        super().database_forwards(app_label, schema_editor, from_state, to_state)


def own_indexes(connection: Any, model: Any, field: str) -> list[str]:
    """The names of the indexes that the database has for `field` alone: neither unique nor named in the model."""
    named = {index.name for index in model._meta.indexes}
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    of_field = {name: one for name, one in found.items() if one["columns"] == [model._meta.get_field(field).column]}
    return [name for name, one in of_field.items() if one["index"] and not one["unique"] and name not in named]
