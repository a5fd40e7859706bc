"""Which tables does a migration change, or point to with a new foreign key? All are locked before the first is changed.

Else it could hold one and only later come to wait for another, which a request holds that waits for the first: whoever
has waited a second by then is ended by PostgreSQL (`deadlock_timeout`), and that may be the request.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.migrations import operations
from django.db.migrations.operations.base import Operation

EXCLUSIVE, READ_MEANWHILE = "ACCESS EXCLUSIVE", "SHARE ROW EXCLUSIVE"
MILLISECONDS = 800  # for all of them: less than the second
HARMLESS = (operations.AlterModelOptions, operations.AlterModelManagers)
Table = tuple[str, str]  # app and model in small letters, as a state names them


class HoldTogether(Operation):
    """`HoldTogether(operations)`: the first step of an atomic migration of these; waits for no lock after the last.

    Raises OperationalError, which says `lock timeout`, where requests hold the tables for too long.
    """

    reversible = True

    def __init__(self, steps: Iterable[Operation]) -> None:
        self.steps = list(steps)

    def state_forwards(self, app_label: str, state: Any) -> None:
        """A lock changes no model."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        modes = modes_of(self.steps, app_label, from_state)
        if len(modes) < 2 or schema_editor.connection.vendor != "postgresql":
            return
        schema_editor.execute(f"SET LOCAL lock_timeout = '{MILLISECONDS // len(modes)}ms'")
        for mode in (EXCLUSIVE, READ_MEANWHILE):
            models = [from_state.apps.get_model(*table) for table in sorted(modes) if modes[table] == mode]
            if names := ", ".join(schema_editor.quote_name(model._meta.db_table) for model in models):
                schema_editor.execute(f"LOCK TABLE {names} IN {mode} MODE")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Nothing: a migration is not taken back while requests are served."""


def modes_of(steps: Iterable[Operation], app_label: str, state: Any) -> dict[Table, str]:
    """How each table is locked that the steps touch, of those that stand in the state before them."""
    steps = list(_flat(steps))
    changed = {(app_label, name) for step in steps for name in _changed(step)}
    changed |= {table for step in steps for table in _let_go(step, app_label, state)}
    read = {table for step in steps for table in (*_indexed(step, app_label), *_pointed_to(step, app_label))}
    modes = dict.fromkeys(read, READ_MEANWHILE) | dict.fromkeys(changed, EXCLUSIVE)
    return {table: mode for table, mode in modes.items() if table in state.models}


def _flat(steps: Iterable[Operation]) -> Iterator[Any]:
    for step in steps:
        if isinstance(step, operations.SeparateDatabaseAndState):
            yield from _flat(step.database_operations)
        elif not isinstance(step, HARMLESS):
            yield step


def _changed(step: Any) -> Iterator[str]:
    if not isinstance(step, operations.CreateModel | operations.AddIndex):
        name = getattr(step, "model_name_lower", None) or getattr(step, "name_lower", None)
        yield from [name] if name else getattr(step, "models_changed", [])


def _indexed(step: Any, app_label: str) -> Iterator[Table]:
    if isinstance(step, operations.AddIndex):
        yield app_label, step.model_name_lower


def _pointed_to(step: Any, app_label: str) -> Iterator[Table]:
    fields = [field for _name, field in step.fields] if isinstance(step, operations.CreateModel) else []
    for field in (*fields, getattr(step, "field", None)):
        yield from _target(field, app_label)


def _let_go(step: Any, app_label: str, state: Any) -> Iterator[Table]:
    """To which the field pointed that is another or gone then: a foreign key is dropped at both ends."""
    if isinstance(step, operations.AlterField | operations.RemoveField):
        before = state.models.get((app_label, step.model_name_lower))
        yield from _target(before and before.fields.get(step.name), app_label)


def _target(field: Any, app_label: str) -> Iterator[Table]:
    if field and field.remote_field:
        model = field.remote_field.model
        app, _dot, name = (model if isinstance(model, str) else model._meta.label).lower().rpartition(".")
        yield app or app_label, name
