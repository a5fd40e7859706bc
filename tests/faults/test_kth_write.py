"""Whichever write of a command fails, is everything as it was before: each row, each file, each message?"""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from portal.workflow.table import workflows
from tests.codebase.files import APPS
from tests.faults.commands import COMMANDS, INSIDE_ANOTHER, NOT_A_COMMAND, OTHERS
from tests.faults.writes import WRITES, send
from tests.harness.kth_write import leaves_nothing_at_any_write

FLOW_OF_THE_TESTS = "paper"


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_command_that_fails_at_any_write_leaves_nothing(scene, files, name):
    command = COMMANDS[name](scene)

    assert leaves_nothing_at_any_write(command, also=files) > 0


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITES)
def test_write_of_the_api_that_fails_at_any_write_leaves_nothing_and_no_key(scene, files, name):
    call = WRITES[name].stage(scene)

    def command():
        answer = send(name, call)
        if answer.status_code >= 500:
            raise RuntimeError(answer.status_code)
        assert answer.status_code in {200, 201}, answer.content

    assert leaves_nothing_at_any_write(command, also=files) > 0


def test_command_that_is_not_one_transaction_is_found(talent):
    """The control: two writes, each on its own."""

    def rename():
        for name in ("first", "second"):
            type(talent).objects.filter(pk=talent.pk).update(email=f"{name}@example.cn")

    with pytest.raises(AssertionError, match="stayed|no longer answers"):
        leaves_nothing_at_any_write(rename)


def test_command_that_takes_no_notice_of_a_failed_write_is_found(talent):
    def rename():
        try:
            with transaction.atomic():
                type(talent).objects.filter(pk=talent.pk).update(email="first@example.cn")
        except DatabaseError:
            pass

    with pytest.raises(AssertionError, match="took no notice"):
        leaves_nothing_at_any_write(rename)


def test_command_that_leaves_a_file_is_found(talent, files, private_disk):
    def write():
        private_disk.mkdir(exist_ok=True)
        (private_disk / str(len(files()))).write_text("left")
        with transaction.atomic():
            type(talent).objects.filter(pk=talent.pk).update(email="first@example.cn")

    with pytest.raises(AssertionError, match="stayed"):
        leaves_nothing_at_any_write(write, also=files)


def test_every_step_of_every_flow_is_among_the_commands():
    steps = {
        f"{flow.name}.{step.name}"
        for flow in workflows.values()
        if flow.name != FLOW_OF_THE_TESTS
        for step in flow.transitions
    }

    assert {name for name in COMMANDS if name.count(".") == 1} == steps


def test_every_action_is_among_the_commands():
    known = {*COMMANDS, *NOT_A_COMMAND, *INSIDE_ANOTHER}

    assert sorted(set(_actions()) - known) == []


def test_every_transaction_is_a_command_or_said_not_to_be_one():
    """Wherever it stands: not every command is an action, and a job that writes twice can fail between."""
    known = {*COMMANDS, *INSIDE_ANOTHER, *OTHERS}

    assert sorted(set(_transactions()) - known) == []
    assert sorted(set(OTHERS) - set(_transactions())) == []


def test_whatever_is_said_to_be_an_action_exists():
    named = [name for name in {*COMMANDS, *NOT_A_COMMAND, *INSIDE_ANOTHER} if name.count(".") > 1]

    assert [name for name in named if not callable(_found(name))] == []


def _actions():
    """The public functions that an `actions.py` of the site defines, by their dotted names."""
    for file in sorted(Path(settings.BASE_DIR).glob("*/*/actions.py")):
        app, subject = file.parts[-3:-1]
        if app in {"portal", "policies", "accounts", "services"}:
            module = import_module(f"{app}.{subject}.actions")
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if inspect.unwrap(function).__module__ == module.__name__ and not name.startswith("_"):
                    yield f"{module.__name__}.{name}"


def _transactions():
    """The functions of the site that begin one, as a decorator or within, by their dotted names."""
    for file in sorted(file for app in APPS for file in (Path(settings.BASE_DIR) / app).rglob("*.py")):
        if "atomic" in (text := file.read_text()) and "migrations" not in file.parts:
            module = ".".join(file.relative_to(settings.BASE_DIR).with_suffix("").parts)
            for function in ast.walk(ast.parse(text)):
                if isinstance(function, ast.FunctionDef) and "transaction.atomic" in ast.unparse(function):
                    yield f"{module}.{function.name}"


def _found(dotted):
    module, name = dotted.rsplit(".", 1)
    return getattr(import_module(module), name)
