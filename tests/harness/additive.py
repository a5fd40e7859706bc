"""May a migration run while the code before it serves requests? Only if that code need not know (docs/deploying.md)."""

from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED, CheckConstraint, ForeignKey, OneToOneField, UniqueConstraint

from portal.index_once import DropOwnIndexes

APPS = ("portal", "policies", "accounts", "services")
HARMLESS = (  # whatever they say: a table nobody knows yet, what only Python reads, an index more or less
    operations.CreateModel,
    operations.AlterModelOptions,
    operations.AlterModelManagers,
    operations.AddIndex,
    operations.RemoveIndex,
    operations.RenameIndex,
    DropOwnIndexes,
)
OF_PYTHON_ALONE = {
    *("blank", "choices", "default", "editable", "error_messages", "help_text", "limit_choices_to", "on_delete"),
    *("related_name", "related_query_name", "validators", "verbose_name", "auto_now", "auto_now_add", "upload_to"),
}


def later_migrations():
    """`(name, migration, the state before it)` of every migration of the site after the first of its app."""
    loader = MigrationLoader(None)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if app in APPS and not migration.initial and not name.startswith("0001"):
            yield f"{app}.{name}", migration, loader.project_state((app, name), at_end=False)


def faults(migration, state):
    """One sentence for each operation that the code before this migration would stumble over."""
    new, tables, found = set(), set(), []
    loosened = _loosened(migration, state)
    for operation in _flat(migration.operations):
        said = "" if operation in loosened else _fault(operation, migration.app_label, state, new)
        if said:
            found.append(f"{type(operation).__name__}: {said}")
        tables |= _locked_by(operation) - new
        new |= _made_by(operation)
        operation.state_forwards(migration.app_label, state)
    if len(tables) > 1 and any(isinstance(one, operations.AddIndex) for one in _flat(migration.operations)):
        found.append(f"AddIndex: {sorted(tables)} would be locked while it is built; give it a migration of its own")
    return found


def _loosened(migration, state):
    """The removal of a unique constraint and the weaker one in its place, which binds fewer rows of the same columns:
    whatever the old code writes was held to more before."""
    steps, found = list(_flat(migration.operations)), []
    for removed in (step for step in steps if isinstance(step, operations.RemoveConstraint)):
        there = state.models[migration.app_label, removed.model_name_lower].options["constraints"]
        old = next(one for one in there if one.name == removed.name)
        for added in steps:
            if isinstance(added, operations.AddConstraint) and _is_weaker(old, added.constraint):
                found += [removed, added]
    return found


def _is_weaker(old, new):
    """Of the same columns, for the same rows and one condition more."""
    if not isinstance(old, UniqueConstraint) or not isinstance(new, UniqueConstraint) or old.fields != new.fields:
        return False
    before, after = old.condition, new.condition
    return after is not None and (
        before is None or (after.connector == "AND" and set(before.children) < set(after.children))
    )


def _flat(steps):
    for step in steps:
        if isinstance(step, operations.SeparateDatabaseAndState):
            yield from _flat(step.database_operations)
        else:
            yield step


def _locked_by(operation):
    changes = (operations.AddField, operations.AlterField, operations.AddIndex, operations.AddConstraint)
    return {operation.model_name_lower} if isinstance(operation, changes) else set()


def _made_by(operation):
    if isinstance(operation, operations.CreateModel):
        return {operation.name_lower}
    if isinstance(operation, operations.AddField):
        return {(operation.model_name_lower, operation.name_lower)}
    return set()


def _fault(operation, app, state, new):
    table = getattr(operation, "model_name_lower", None) or getattr(operation, "name_lower", None)
    if isinstance(operation, HARMLESS) or table in new:
        return ""
    if isinstance(operation, operations.AddField):
        return _added(operation.field)
    if isinstance(operation, operations.AlterField):
        old = state.models[app, table].fields[operation.name]
        return _altered(old, operation.field)
    if isinstance(operation, operations.AddConstraint):
        if _is_about_nothing_old(operation.constraint, state.models[app, table].fields, table, new):
            return ""
        known = {name for name in _named_by(operation.constraint) if (table, name) not in new}
        return f"it binds what the old code writes: {sorted(known)}" if known else ""
    return "not additive; it belongs in the release after the one that no longer needs the old"


def _is_about_nothing_old(constraint, fields, table, new):
    """A unique constraint over a column that the old code leaves null: nulls are not the same."""
    if not isinstance(constraint, UniqueConstraint):
        return False
    columns = [fields[name] for name in constraint.fields if (table, name) in new]
    return any(field.null and field.db_default is NOT_PROVIDED for field in columns)


def _added(field):
    is_filled = field.null or field.many_to_many or field.db_default is not NOT_PROVIDED
    return "" if is_filled else "the old code writes no such column: it needs null=True or a db_default"


def _altered(old, new):
    """Wider only: longer, nullable, filled by the database, indexed, no longer one to one."""
    if isinstance(old, OneToOneField) and type(new) is ForeignKey and old.remote_field.model == new.remote_field.model:
        return ""
    if type(old) is not type(new):
        return "another type"
    before, after = _of_the_database(old), _of_the_database(new)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    wider = {name for name in changed if _is_wider(name, before.get(name), after.get(name))}
    return f"narrower or another: {sorted(changed - wider)}" if changed - wider else ""


def _of_the_database(field):
    return {name: value for name, value in field.deconstruct()[3].items() if name not in OF_PYTHON_ALONE}


def _is_wider(name, before, after):
    if name == "max_length":
        return after is None or (before is not None and after > before)
    return {"null": after is True, "db_default": after is not None, "db_index": True}.get(name, False)


def _named_by(constraint):
    condition = getattr(constraint, "condition", None)
    named = set(condition.referenced_base_fields) if condition is not None else set()
    if isinstance(constraint, UniqueConstraint):
        return named | set(constraint.fields) | {str(expression) for expression in constraint.expressions}
    return named if isinstance(constraint, CheckConstraint) else {constraint.name}
