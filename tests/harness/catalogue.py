"""How does a test get the catalogue that ships without reading its files each time? Loaded once, then copied."""

from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

ROWS: dict[type[Model], list[Model]] = {}
STATEMENTS: list[tuple[str, Any]] = []
"""What fills the tables, as the database was once asked: making it anew takes ten times as long as running it."""
SCRIPTS: list[str] = []
"""On PostgreSQL the same with its values written in, in one piece: putting them in each time took most of the rest."""


def put() -> None:
    """The rows of the catalogue, with the keys they had when they were first loaded."""
    if not ROWS:
        call_command("load_catalogue", verbosity=0)
        ROWS.update({model: list(model._default_manager.order_by("pk")) for model in _models()})
        return
    with transaction.atomic(savepoint=False):
        if STATEMENTS:
            _run_again()
        else:
            with connection.execute_wrapper(_keep):
                _copy()


def _copy() -> None:
    for model, rows in ROWS.items():
        model._default_manager.bulk_create(rows)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(ROWS)):
            cursor.execute(statement)


def _keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    STATEMENTS.append((sql, params))
    return execute(sql, params, many, context)


def _run_again() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            SCRIPTS or SCRIPTS.append(";".join(cursor.cursor.mogrify(sql, params) for sql, params in STATEMENTS))
            cursor.execute(SCRIPTS[0])
            return
        for sql, params in STATEMENTS:
            cursor.execute(sql, params)


def _models() -> list[type[Model]]:
    """Whatever the command filled, in an order in which each row finds those it points to."""
    found = [*apps.get_app_config("policies").get_models(), *apps.get_app_config("services").get_models()]
    filled = [
        model for model in found if not model.__name__.startswith("Historical") and model._default_manager.exists()
    ]
    return sorted(filled, key=_depth)


def _depth(model: type[Model]) -> int:
    parents = [field.related_model for field in model._meta.concrete_fields if field.is_relation]
    return 1 + max((_depth(parent) for parent in parents if parent not in {model, None}), default=0)
