"""Do `make backup` and `make restore` hand on what they are told? In a project where nothing is installed."""

import os
import shutil
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

NOTING = "#!/bin/sh\nprintf '%s\\n' \"$@\"\n"
REAL = f'#!/bin/sh\nexec {sys.executable} "$@"\n'
NOT_HANDED_ON = {"DATABASE_URL", "REDIS_URL", "MAKEFLAGS", "MAKELEVEL"}


@pytest.fixture
def make(tmp_path):
    """`make("backup")` gives the exit code, what was said, and the errors; `python` stands in `.venv`."""
    project = tmp_path / "project"
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / "manage.py").symlink_to(settings.BASE_DIR / "manage.py")
    shutil.copy(settings.BASE_DIR / "Makefile", project)
    environment = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}

    def run(*words, python=NOTING, **told):
        (project / ".venv/bin/python").write_text(python)
        (project / ".venv/bin/python").chmod(0o755)
        command = ["make", "--old-file=runtime", *words]  # what is installed is not asked
        done = subprocess.run(command, cwd=project, env=environment | told, capture_output=True, text=True)
        return done.returncode, done.stdout.splitlines(), done.stderr

    return run


@pytest.mark.parametrize(
    ("words", "handed_on"),
    [
        (["backup"], ["backup"]),
        (["backup", "TO=/two words"], ["backup", "--to", "/two words"]),
        (["restore", "FROM=var/two words"], ["restore", "var/two words"]),
        (["restore", "FROM=var/b", "REPLACE=1"], ["restore", "var/b", "--replace"]),
    ],
    ids=" ".join,
)
def test_make_hands_on_what_it_is_told_and_throws_nothing_away_unasked(make, words, handed_on):
    assert make(*words) == (0, ["manage.py", *handed_on], "")


def test_make_restore_without_from_says_what_is_missing_and_does_nothing(make):
    code, said, _errors = make("restore", "REPLACE=1")

    what = "Say which backup: make restore FROM=var/backups/… (and REPLACE=1 to throw away what is there)"
    assert (code, said) == (2, [what])


# -- with a portal ----------------------------------------------------------------------------------------------------
@pytest.fixture
def place(backup, tmp_path):
    """The folder of a portal that stands as the backup says."""
    var = tmp_path / "var"
    shutil.copytree(backup / "files", var / "files")
    shutil.copy(backup / "database.sqlite3", var / "portal.sqlite3")
    return var


def change(place):
    with sqlite3.connect(place / "portal.sqlite3") as database:
        database.execute("UPDATE accounts_user SET email = 'after@example.cn'")
    (place / "files/evidence/ab/one").unlink()


def held(place):
    with sqlite3.connect(place / "portal.sqlite3") as database:
        users = [email for (email,) in database.execute("SELECT email FROM accounts_user")]
    return users, sorted(file.name for file in (place / "files").rglob("*") if file.is_file())


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.skipif(connection.vendor != "sqlite", reason="make knows of no database, and a file is soon put there")
@pytest.mark.django_db(transaction=True)
def test_what_make_backup_took_make_restore_puts_back(make, place):
    code, said, errors = make("backup", python=REAL, VAR_DIR=str(place))
    [taken] = (place / "backups").iterdir()
    assert (code, said[0], errors) == (0, f"Backup taken: {taken}", "")
    change(place)

    code, said, errors = make("restore", f"FROM={taken}", "REPLACE=1", python=REAL, VAR_DIR=str(place))

    assert (code, "The history is whole" in "\n".join(said), errors) == (0, True, "")
    assert held(place) == (["before@example.cn"], ["one"])
