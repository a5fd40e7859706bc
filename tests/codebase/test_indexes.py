"""Does every index earn what each write pays for it?"""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState

from portal.index_once import DropOwnIndexes, own_indexes
from tests.codebase.files import APPS

KEPT = {"PartnerService.partner"}  # without it PostgreSQL walks all partners for the few of a small city (tests/lists)


def whole_indexes(model: type[models.Model]) -> dict[str, list[str]]:
    """`{name: columns}` of those that the database has for all rows of the table."""
    options = model._meta
    partial = {one.name for one in [*options.indexes, *options.constraints] if getattr(one, "condition", None)}
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, options.db_table)
    has_columns = {name: one for name, one in found.items() if one["columns"] and (one["index"] or one["unique"])}
    return {name: one["columns"] for name, one in has_columns.items() if name not in partial}


def begun_by_another(model: type[models.Model]) -> list[str]:
    """The fields that have an index of their own although another index begins with them."""
    longer = {columns[0] for columns in whole_indexes(model).values() if len(columns) > 1}
    own = [field for field in model._meta.local_fields if field.column in longer]
    return [f"{model.__name__}.{field.name}" for field in own if own_indexes(connection, model, field.name)]


@pytest.mark.django_db
def test_no_column_has_an_index_that_another_one_begins_with():
    models_of_ours = [model for app in APPS for model in apps.get_app_config(app).get_models()]

    assert {field for model in models_of_ours for field in begun_by_another(model)} == KEPT


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "field"),
    [("portal.InboxMessage", "key"), ("portal.OutboxMessage", "key"), ("accounts.LiveCode", "code_index")],
)
def test_unique_text_that_is_looked_for_whole_has_one_index(model, field):
    assert own_indexes(connection, apps.get_model(model), field) == []


@pytest.mark.django_db(transaction=True)
def test_index_alone_is_dropped_and_comes_back_and_the_foreign_key_stays():
    before, step, number = ProjectState(), DropOwnIndexes(child=["parent"]), models.AutoField(primary_key=True)
    reference = models.ForeignKey("portal.Parent", models.CASCADE)
    before.add_model(ModelState("portal", "Parent", [("id", number)]))
    before.add_model(ModelState("portal", "Child", [("id", number.clone()), ("parent", reference)]))
    after = before.clone()
    step.state_forwards("portal", after)
    parent, child = (before.apps.get_model("portal", name) for name in ("Parent", "Child"))
    in_schema("create_model", parent, child)
    try:
        with connection.schema_editor(atomic=False) as editor:
            step.database_forwards("portal", editor, before, after)
        assert (own_indexes(connection, child, "parent"), references(child)) == ([], True)

        with connection.schema_editor(atomic=False) as editor:
            step.database_backwards("portal", editor, after, before)
        assert (len(own_indexes(connection, child, "parent")), references(child)) == (1, True)
    finally:
        in_schema("delete_model", child, parent)


def in_schema(change: str, *tables: Any) -> None:
    with connection.schema_editor() as editor:
        for table in tables:
            getattr(editor, change)(table)


def references(model: Any) -> bool:
    """Whether the database has a foreign key of the table."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
    return any(one["foreign_key"] for one in found)
