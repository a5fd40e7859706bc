"""Does a backup hold what belongs together, and is a bad one refused before anything is touched?"""

import json
import os
from contextlib import nullcontext

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from portal import heartbeat
from portal.audit.seals import seal
from portal.backup import postgresql, sqlite, take, waiting
from portal.backup.problem import Problem
from portal.backup.restore import check, restore
from tests.factories import UserFactory
from tests.harness import release
from tests.harness.other_database import standing_on

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
DATABASE = postgresql if connection.vendor == "postgresql" else sqlite


@pytest.fixture
def empty_place(own_folder, settings):
    """The connection leads to a new database, and no file is kept yet."""
    here = nullcontext(f"sqlite:///{own_folder}/new.sqlite3")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with release.database(f"empty_{worker}") if connection.vendor == "postgresql" else here as url, standing_on(url):
        settings.MEDIA_ROOT = own_folder / "elsewhere"
        yield


def users():
    return list(type(UserFactory.build()).objects.order_by("pk").values_list("email", flat=True))


def files(folder):
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def test_backup_is_named_by_its_time_private_and_says_what_it_holds(backup):
    manifest = json.loads((backup / "manifest.json").read_text())

    assert (backup.stat().st_mode & 0o777, manifest["files"], manifest["rows"]["accounts_user"]) == (0o700, 1, 1)
    assert files(backup) == sorted(["SHA256SUMS", DATABASE.FILE, "files/evidence/ab/one", "manifest.json", "seals.log"])


def test_backup_holds_no_key(backup, settings):
    keys = [settings.SECRET_KEY, settings.BLIND_INDEX_KEY, settings.IDP_OIDC_PRIVATE_KEY]

    contents = [file.read_bytes() for file in backup.rglob("*") if file.is_file()]

    assert [key for key in keys if any(key.encode() in content for content in contents)] == []


def test_file_deleted_while_the_backup_is_taken_is_in_it_and_gone_afterwards(own_folder, settings, monkeypatch):
    default_storage.save("evidence/ab/deleted", ContentFile(b"deleted"))
    real = DATABASE.dump

    def dump(folder):
        counted = real(folder)
        default_storage.delete("evidence/ab/deleted")
        return counted

    monkeypatch.setattr(DATABASE, "dump", dump)

    folder = take.take(own_folder / "backups")

    assert files(folder / "files") == ["evidence/ab/deleted"]
    assert files(settings.MEDIA_ROOT) == []


def test_without_the_waiting_the_same_backup_lacks_the_file(own_folder, monkeypatch):
    """The control: the row of the snapshot would look for it."""
    monkeypatch.setattr(waiting, "note", lambda name: False)
    default_storage.save("evidence/ab/deleted", ContentFile(b"deleted"))
    real = DATABASE.dump
    monkeypatch.setattr(
        DATABASE, "dump", lambda folder: (real(folder), default_storage.delete("evidence/ab/deleted"))[0]
    )

    folder = take.take(own_folder / "backups")

    assert files(folder / "files") == []


def test_deletion_wanted_while_a_killed_backup_seems_underway_is_done_by_the_next_one(own_folder, settings):
    (settings.MEDIA_ROOT / waiting.FOLDER).mkdir(parents=True)
    (settings.MEDIA_ROOT / waiting.FOLDER / "since").touch()
    default_storage.save("evidence/ab/deleted", ContentFile(b"deleted"))
    default_storage.delete("evidence/ab/deleted")
    assert default_storage.exists("evidence/ab/deleted")

    take.take(own_folder / "backups")

    assert files(settings.MEDIA_ROOT) == []


def test_second_backup_at_the_same_time_is_refused_and_the_first_goes_on(own_folder):
    with waiting.deletions_wait():
        with pytest.raises(Problem, match="Another backup is being taken"):
            take.take(own_folder / "backups")
        default_storage.save("evidence/ab/deleted", ContentFile(b"deleted"))
        default_storage.delete("evidence/ab/deleted")
        assert default_storage.exists("evidence/ab/deleted")

    assert not default_storage.exists("evidence/ab/deleted")


def test_killed_backup_holds_nobody_up_for_ever(settings):
    folder = settings.MEDIA_ROOT / waiting.FOLDER
    folder.mkdir(parents=True)
    (folder / "since").touch()
    os.utime(folder / "since", (0, 0))
    default_storage.save("evidence/ab/deleted", ContentFile(b"deleted"))

    default_storage.delete("evidence/ab/deleted")

    assert not default_storage.exists("evidence/ab/deleted")


def test_seals_made_after_the_dump_are_not_in_the_log_of_the_backup(own_folder, monkeypatch):
    UserFactory()
    seal()
    real = DATABASE.dump

    def dump(folder):
        counted = real(folder)
        with (own_folder / "seals.log").open("a") as log:
            log.write(f"{counted.seal + 1} sha256:0 later\n")
        return counted

    monkeypatch.setattr(DATABASE, "dump", dump)

    folder = take.take(own_folder / "backups")

    newest = {line.split()[0] for line in (folder / "seals.log").read_text().splitlines()}
    assert str(json.loads((folder / "manifest.json").read_text())["rows"]["portal_seal"] + 1) not in newest


def test_backup_that_fails_leaves_nothing_behind(own_folder, monkeypatch):
    def fail(folder):
        raise Problem("no room")

    monkeypatch.setattr(DATABASE, "dump", fail)

    with pytest.raises(CommandError, match="no room"):
        call_command("backup", to=own_folder / "backups")

    assert list((own_folder / "backups").iterdir()) == []


def test_restore_puts_database_files_and_log_back_as_they_were(backup, settings):
    UserFactory(email="after@example.cn")
    default_storage.delete("evidence/ab/one")
    default_storage.save("evidence/ab/two", ContentFile(b"two"))

    restore(backup, replace=True)

    assert users() == ["before@example.cn"]
    assert files(settings.MEDIA_ROOT) == ["evidence/ab/one"]


def test_restore_command_checks_everything_and_says_what_to_do_next(backup, capsys):
    call_command("restore", str(backup), replace=True)

    said = capsys.readouterr().out
    assert "The history is whole" in said
    assert "rows_agree_with_the_city_of_their_decision: holds" in said
    assert "instalments_add_up: holds" in said
    assert "instalments_agree_with_the_city_of_their_request: holds" in said
    assert "instalments_agree_with_their_totals: holds" in said
    assert said.endswith("`manage.py outbox release`.\n")


def test_restore_over_something_without_replace_is_refused(backup):
    UserFactory(email="after@example.cn")

    with pytest.raises(Problem, match="say --replace"):
        restore(backup)

    assert users() == ["before@example.cn", "after@example.cn"]


def test_restore_while_a_worker_runs_is_refused(backup):
    heartbeat.beat()

    with pytest.raises(Problem, match="stop web, worker and beat first"):
        restore(backup, replace=True)


def damage_file(folder):
    (folder / "files/evidence/ab/one").write_bytes(b"other")
    return "files/evidence/ab/one was changed"


def damage_database(folder):
    (folder / DATABASE.FILE).unlink()
    return f"{DATABASE.FILE} is missing"


def damage_list(folder):
    (folder / "SHA256SUMS").write_text("")
    return "SHA256SUMS was changed"


def add_file(folder):
    (folder / "files/evidence/more").write_bytes(b"more")
    return "files/evidence/more does not belong to the backup"


def make_newer(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["migrations"].append("portal.0999_later")
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return "newer code, which knows portal.0999_later"


def make_foreign(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"database": "oracle"}))
    return "The backup is of oracle"


@pytest.mark.parametrize(
    "harm",
    [damage_file, damage_database, damage_list, add_file, make_newer, make_foreign],
    ids=lambda harm: harm.__name__,
)
def test_bad_backup_is_refused_and_nothing_is_touched(backup, harm):
    reason = harm(backup)
    UserFactory(email="after@example.cn")

    with pytest.raises(Problem, match=reason):
        restore(backup, replace=True)

    assert users() == ["before@example.cn", "after@example.cn"]


def test_folder_that_is_no_backup_is_refused(own_folder):
    with pytest.raises(Problem, match=r"no backup: it has no manifest\.json"):
        check(own_folder)


def test_restore_into_an_empty_place_needs_no_replace(backup, empty_place, settings, capsys):
    assert connection.introspection.table_names() == []

    call_command("restore", str(backup))

    assert (users(), files(settings.MEDIA_ROOT)) == (["before@example.cn"], ["evidence/ab/one"])
    assert "triggers of the list stand in the database: holds" in capsys.readouterr().out


def test_restore_into_an_empty_database_beside_files_is_refused(backup, empty_place):
    default_storage.save("evidence/ab/two", ContentFile(b"two"))

    with pytest.raises(Problem, match="say --replace"):
        restore(backup)

    assert connection.introspection.table_names() == []
