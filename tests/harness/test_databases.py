"""Does each test run on some database: a feature on PostgreSQL alone, and what is about the database on both?"""

from functools import partial
from types import SimpleNamespace

import pytest
from _pytest.mark.expression import Expression

from tests import suite
from tests.harness import databases

NO_CONFIG = SimpleNamespace(hook=SimpleNamespace(pytest_deselected=lambda items: None))


@pytest.fixture
def chosen(monkeypatch):
    return partial(_chosen, monkeypatch)


def _chosen(monkeypatch, engine, *, path="tests/services/test_one.py", marks=(), fixtures=("db",), **known):
    """The marks of one collected test once it was looked at, or None where it is left out."""
    used = {"default": {"ENGINE": f"django.db.backends.{engine}"}}
    monkeypatch.setattr(databases, "settings", SimpleNamespace(DATABASES=used))
    has = [SimpleNamespace(name=name) for name in marks]
    item = SimpleNamespace(nodeid=f"{path}::test_it", fixturenames=fixtures, module=SimpleNamespace(**known))
    item.iter_markers, item.add_marker = lambda: has, lambda name: has.append(SimpleNamespace(name=name))
    items = [item]
    databases.pytest_collection_modifyitems(NO_CONFIG, items)
    return {mark.name for mark in has} if items else None


@pytest.mark.parametrize(
    ("about", "engines"),
    [
        ({}, ["postgresql"]),
        ({"marks": ("slow",)}, ["postgresql"]),
        ({"marks": ("postgres",)}, ["postgresql"]),
        ({"marks": ("slow", "browser")}, ["sqlite3"]),
        ({"marks": ("sqlite",)}, ["sqlite3"]),
        ({"marks": ("slow",), "IntegrityError": Exception}, ["postgresql"]),
        ({"marks": ("slow", "both")}, ["sqlite3", "postgresql"]),
        ({"fixtures": ()}, ["sqlite3"]),
        ({"fixtures": (), "marks": ("redis",)}, ["sqlite3"]),
        ({"path": "tests/portal/workflow/test_engine.py"}, ["sqlite3", "postgresql"]),
        ({"IntegrityError": Exception}, ["sqlite3", "postgresql"]),
    ],
)
def test_feature_is_left_to_postgresql_and_nothing_is_left_out(chosen, about, engines):
    asked = {"sqlite3": suite.ON_SQLITE, "postgresql": suite.ON_POSTGRESQL}

    assert [engine for engine, marks in asked.items() if _is_run(chosen(engine, **about), marks)] == engines


def _is_run(has, marks):
    return has is not None and Expression.compile(marks).evaluate(lambda name, **_known: name in has)
