"""Does each test run on some database: a feature on PostgreSQL alone, and what is about the database on both?"""

from functools import partial
from types import SimpleNamespace

import pytest

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


@pytest.mark.parametrize("engine", ["sqlite3", "postgresql"])
@pytest.mark.parametrize(
    ("about", "feature"),
    [
        ({}, True),
        ({"marks": ("slow",)}, True),
        ({"marks": ("slow", "browser")}, False),
        ({"marks": ("sqlite",)}, False),
        ({"path": "tests/portal/workflow/test_engine.py"}, False),
        ({"IntegrityError": Exception}, False),
    ],
)
def test_feature_is_left_to_postgresql(chosen, engine, about, feature):
    assert ("feature" in chosen(engine, **about)) is feature


def test_what_asks_for_no_database_runs_on_the_embedded_one_alone(chosen):
    assert chosen("sqlite3", fixtures=()) == set()
    assert chosen("postgresql", fixtures=()) is None
