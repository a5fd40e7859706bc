"""Whether every column that could hold something about a person stands in its app's data map."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from portal.data_map_check import APPS, columns, personal, stale, unmapped


@pytest.mark.parametrize("app", APPS)
def test_every_column_stands_in_the_data_map(app: str):
    assert unmapped(app) == []


@pytest.mark.parametrize("app", APPS)
def test_the_data_map_names_only_columns_and_each_once(app: str):
    assert stale(app) == []


def test_columns_finds_text_files_days_and_sealed_values():
    found = {name for app in APPS for name in columns(app)}

    assert {"User.email", "IdempotencyKey.body", "WorkingDayOverride.day"} <= found
    assert "User.is_active" not in found


def test_unmapped_finds_a_column_that_was_forgotten(monkeypatch):
    import portal.data_map

    monkeypatch.setattr(portal.data_map, "NOT_PERSONAL", portal.data_map.NOT_PERSONAL - {"WorkingDayOverride.note"})

    assert unmapped("portal") == ["WorkingDayOverride.note"]


def test_every_personal_column_says_why_and_how_long():
    assert [name for _, name, entry in personal() if not (entry.purpose and entry.basis and entry.retention)] == []


def test_docs_check_refuses_an_old_file(settings, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "data-map.md").write_text("old")
    settings.BASE_DIR = tmp_path

    with pytest.raises(CommandError):
        call_command("data_map_docs", "--check")
    call_command("data_map_docs")
    call_command("data_map_docs", "--check")

    assert "| accounts.User.email | Signing in" in (tmp_path / "docs" / "data-map.md").read_text()


def test_apps_of_the_map_are_the_four():
    assert [apps.get_app_config(app).name for app in APPS] == list(APPS)
