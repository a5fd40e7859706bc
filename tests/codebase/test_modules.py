"""Do the modules keep the house's order: named by subject, short, with their question first, imports one way?"""

import ast
import re
import subprocess

import pytest

from tests import lint
from tests.codebase.files import modules, shown, written

MOST_LINES = 300
DRAWERS = {"utils", "helpers", "common", "misc", "util", "helper", "services"}
OF_THE_CATALOGUE = {"Service", "PartnerService"}  # a service of the catalogue, and a partner's offer of one
EVERY_FIELD = re.compile(r"""fields\s*=\s*(\(|\[)?\s*["']__all__["']""")


def test_imports_run_one_way():
    # In a process of its own: the linter switches off every logger that it finds.
    linted = subprocess.run(lint.CHECKS["imports"], capture_output=True, text=True, check=False)

    assert linted.returncode == 0, linted.stdout


def test_no_module_is_a_drawer():
    parts = {shown(file): {file.stem, *(part.name for part in list(file.parents)[:-1])} for file in modules()}
    apps_name = {"services"}

    assert [name for name, words in parts.items() if words & (DRAWERS - apps_name)] == []
    assert [name for name in parts if name.endswith("/services.py")] == []


def test_only_the_catalogue_has_services():
    found = {
        (shown(file), node.name)
        for file in modules()
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ClassDef) and node.name.endswith("Service")
    }

    assert sorted(pair for pair in found if pair[1] not in OF_THE_CATALOGUE) == []


def test_no_file_is_longer_than_a_reader_holds():
    lengths = {shown(file): len(file.read_text().splitlines()) for file in written()}

    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_every_module_says_first_which_question_it_answers():
    silent = [shown(file) for file in modules() if file.read_text().strip() and not ast.get_docstring(_parsed(file))]

    assert silent == []


def test_no_serializer_or_form_takes_every_field():
    assert [shown(file) for file in modules() if EVERY_FIELD.search(file.read_text())] == []


@pytest.mark.parametrize("text", ['fields = "__all__"', "fields = ('__all__')", "fields=['__all__']"])
def test_every_field_is_recognised(text: str):
    assert EVERY_FIELD.search(text)


def _parsed(file) -> ast.Module:
    return ast.parse(file.read_text())
