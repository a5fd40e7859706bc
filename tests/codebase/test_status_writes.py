"""Is a status written by the engine alone? Read from the syntax of every module, so that no test has to run into it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from portal.workflow.table import workflows

ROOT = Path(settings.BASE_DIR)
OF_BULK = ROOT / "services" / "demo" / "seed" / "questions.py"  # rows not saved yet, loaded with the history they name
WRITERS = {"update", "create", "acreate", "aupdate", "update_or_create", "get_or_create"}
MODELS = {flow.model.split(".")[1] for flow in workflows.values()}


def modules() -> list[Path]:
    found = [file for app in ("accounts", "policies", "portal", "services") for file in (ROOT / app).rglob("*.py")]
    found = [file for file in found if "migrations" not in file.parts and file != OF_BULK]
    return [file for file in found if file.parent != ROOT / "portal" / "workflow"]


def status_writes(source: str) -> Iterator[int]:
    """The lines that write a column named status, by whatever way the ORM offers."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(_is_status(part) for target in targets for part in ast.walk(target)):
                yield node.lineno
        elif isinstance(node, ast.Call) and _call_writes(node):
            yield node.lineno


def _is_status(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "status" and isinstance(node.ctx, ast.Store)


def _call_writes(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    if name == "setattr":
        return len(call.args) == 3 and _names_status(call.args[1])
    if name == "save":
        return _names_status(keywords.get("update_fields"))
    if name in {"bulk_update", "abulk_update"}:
        return any(_names_status(value) for value in [*call.args[1:], keywords.get("fields")])
    if name in WRITERS:
        unpacked = [keyword.value for keyword in call.keywords if keyword.arg is None]
        mappings = [keywords.get("defaults"), keywords.get("create_defaults"), *unpacked]
        return "status" in keywords or any(_names_status(value) for value in mappings)
    return name in MODELS and "status" in keywords


def _names_status(value: ast.AST | None) -> bool:
    """The word stands in what is passed: a list of fields, the keys of a mapping, the arguments of dict()."""
    if value is None:
        return False
    parts = list(ast.walk(value))
    return any(isinstance(part, ast.Constant) and part.value == "status" for part in parts) or any(
        isinstance(part, ast.keyword) and part.arg == "status" for part in parts
    )


def test_status_is_written_by_the_engine_alone():
    found = [
        f"{file.relative_to(ROOT)}:{line}" for file in modules() for line in status_writes(file.read_text("utf-8"))
    ]

    assert found == []


def test_every_module_of_the_apps_is_read():
    names = {str(file.relative_to(ROOT)) for file in modules()}

    assert {"accounts/accreditation/effects.py", "services/requests/models.py", "portal/audit/chain.py"} <= names
    assert "portal/workflow/engine.py" not in names


@pytest.mark.parametrize(
    "line",
    [
        "case.status = 'approved'",
        "case.status, other = 'approved', 1",
        "case.status += 'x'",
        "case.status: str = 'approved'",
        "setattr(case, 'status', 'approved')",
        "case.save(update_fields=['title', 'status'])",
        "Application.objects.filter(pk=1).update(status='approved')",
        "Application.objects.update(**{'status': 'approved'})",
        "Application.objects.create(talent=x, status='approved')",
        "Application.objects.update_or_create(pk=1, defaults={'status': 'approved'})",
        "Application.objects.update_or_create(pk=1, defaults=dict(status='approved'))",
        "Application.objects.bulk_update(cases, ['status'])",
        "Application.objects.bulk_update(cases, fields=['status'])",
        "Application(talent=x, status='approved')",
    ],
)
def test_each_way_of_writing_a_status_is_found(line):
    assert list(status_writes(line)) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "if case.status == 'approved': pass",
        "status = case.status",
        "Application.objects.filter(status='approved')",
        "JsonResponse({}, status=404)",
        "row.state = 'sent'",
        "case.save(update_fields=['officer'])",
    ],
)
def test_reading_a_status_is_no_writing(line):
    assert list(status_writes(line)) == []
