"""Is a full disk known for what it is, whoever reports it, and what does the reader see who meets it anywhere else?"""

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError, connection

from portal import disk
from portal.home import views


@pytest.fixture
def broken(monkeypatch, client):
    """A page whose disk is full; the tests' browser shows what a reader would see."""

    def fail(*args, **named):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(views, "render", fail)
    client.raise_request_exception = False
    return client


def test_full_disk_of_the_files_is_known():
    with pytest.raises(OSError) as error:
        Path("/dev/full").write_text("x")

    assert disk.is_full(error.value)


def test_full_disk_of_sqlite_is_known(tmp_path):
    with closing(sqlite3.connect(tmp_path / "small")) as small:
        small.execute("PRAGMA max_page_count = 2")
        with pytest.raises(sqlite3.OperationalError) as error:
            small.execute("CREATE TABLE t (x)"), small.execute("INSERT INTO t VALUES (zeroblob(100000))")

    assert disk.is_full(error.value)
    assert disk.is_full(caused_by(error.value))


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="about an answer of PostgreSQL")
def test_full_disk_of_postgresql_is_known(db):
    with pytest.raises(DatabaseError) as error, connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$")

    assert disk.is_full(error.value)


@pytest.mark.parametrize("error", [OSError(errno.EACCES, "no"), ValueError(), OperationalError(), None])
def test_other_errors_are_not_taken_for_it(error):
    assert not disk.is_full(error)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_page_that_meets_a_full_disk_is_507_in_both_languages(db, broken, language):
    answer = broken.get("/privacy/", headers={"accept-language": language})

    assert answer.status_code == 507
    assert "系统存储空间已满" in answer.text
    assert "Our storage is full" in answer.text


def caused_by(error):
    try:
        raise OperationalError(*error.args) from error
    except OperationalError as outer:
        return outer
