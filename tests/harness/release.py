"""How does a test have the release before the next one serve requests, while the next one's migrations run?"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock
from urllib.parse import urlsplit
from urllib.request import build_opener

import psycopg
from django.conf import settings

from portal.run.child import Child

from . import processes

ROOT = Path(settings.BASE_DIR)
LATER = (":(glob)*/migrations/0*.py", ":(exclude,glob)*/migrations/0001_*.py")
OF_TRIGGERS = (":(glob)**/triggers.py", ":(glob)portal/audit/*_sql.py", ":(exclude,glob)tests/**")
PEOPLE = ROOT / "tests" / "harness" / "first_people.py"
READY = """
import django; django.setup()
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
call_command("check")
assert not MigrationLoader(None).detect_conflicts()
"""
FEW = 20
WAY = ("migrating.py", "held_together.py")  # of `portal`
MANAGE = """
import django, os, sys
from django.apps import apps
from django.core.management import execute_from_command_line
from django.db.models.signals import pre_migrate
django.setup()
from portal.migrating import give_way
pre_migrate.connect(give_way, sender=apps.get_app_config("portal"))
execute_from_command_line(sys.argv)
"""
HOLD = """
import os, pathlib, time
from django.db import migrations

def hold(apps, schema_editor):
    while not (pathlib.Path(os.environ["VAR_DIR"]) / "go_on").exists():
        time.sleep(0.05)

class Migration(migrations.Migration):
    atomic = False
    dependencies = {leaves}
    operations = [migrations.RunPython(hold, migrations.RunPython.noop)]
"""


def commits_that_migrate(root=ROOT):
    """Those that brought a later migration than the first, or changed a trigger, newest first; none where there is no
    history."""
    found = (_git(root, "log", "--diff-filter=A", "--format=%H", "--", *LATER) or "").split()
    since = f"{found[-1]}^.." if found else ""
    found += (_git(root, "log", "--format=%H", since, "--", *OF_TRIGGERS) or "").split() if found else []
    return [commit for commit in (_git(root, "rev-list", "HEAD") or "").split() if commit in found]


def tree_before_the_newest_migration(folder, root=ROOT):
    """The code of the commit before the newest migration, out of the history; None where there is no such thing."""
    newest = next(iter(commits_that_migrate(root)), None)
    return newest and tree_of(f"{newest}^", folder / "before", root)


def tree_of(commit, folder, root=ROOT):
    """The code of a commit, unpacked; None where the history does not go so far."""
    archive = folder.with_suffix(".tar")
    if _git(root, "archive", f"--output={archive}", commit) is None:
        return None
    shutil.unpack_archive(archive, folder, filter="data")
    return folder


def _git(root, *arguments):
    """What git says; None where it refuses, because there is no history, or not enough of it."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else None


def copy_of_the_tree(folder):
    """The code as it stands, to which a test may add."""
    ignored = shutil.ignore_patterns(".*", "var", "__pycache__", "tests", "docs")
    return Path(shutil.copytree(ROOT, folder, ignore=ignored))


def releases_around(commit, folder):
    """The code before it and with it. Some commits are half of a change, whose code does not begin: then the nearest
    before, or after, whose code does."""
    before, after = _git(ROOT, "rev-list", f"{commit}^").split(), _git(ROOT, "rev-list", f"{commit}..HEAD").split()
    return _nearest(before, folder / "before"), _nearest([commit, *reversed(after)], folder / "after")


def _nearest(commits, folder):
    folder.mkdir()
    release = Release(folder, "sqlite:////no/such/database")
    for commit in commits[:FEW]:
        tree = tree_of(commit, folder / commit)
        if not release.run(tree, "-c", READY).returncode:
            return tree
    raise AssertionError(f"none of {commits[:FEW]} begins")


def migrating_as_today(tree):
    """The code in `tree`, whose migrations give way as today's do."""
    for name in WAY:
        shutil.copy(ROOT / "portal" / name, tree / "portal" / name)
    (tree / "manage.py").write_text(MANAGE)
    return tree


def add_migration(tree, text, app="accounts"):
    """One more migration in a copy; its text is given the name of the app's last one, and the last ones of all."""
    homes = sorted(tree.glob("*/migrations"))
    leaves = {home.parent.name: max(file.stem for file in home.glob("[0-9]*.py")) for home in homes}
    last = leaves[app]
    text = text.format(last=last, leaves=list(leaves.items()))
    (tree / app / "migrations" / f"{int(last[:4]) + 1:04}_toy.py").write_text(text)


@contextlib.contextmanager
def database(name):
    """The address of a database of its own on the server of the suite; gone afterwards."""
    address = os.environ["DATABASE_URL"]
    parts = urlsplit(address)
    with psycopg.connect(address.replace("postgres://", "postgresql://", 1), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
        yield parts._replace(path=f"/{name}").geturl()
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


class Release:
    """One database, and whichever code is let loose on it."""

    def __init__(self, folder, database_url):
        self.folder, self.database_url, self.port = folder, database_url, processes.free_port()
        kept = {name: value for name, value in os.environ.items() if name not in {"REDIS_URL", "TESTS_VAR_DIR"}}
        own = {"DATABASE_URL": database_url, "VAR_DIR": str(folder), "PORT": str(self.port), "ENV_FILE": os.devnull}
        fixed = {"DJANGO_SETTINGS_MODULE": "portal.settings", "DEMO": "0", "DEBUG": "1", "LOG_LEVEL": "ERROR"}
        self.environment = kept | own | fixed

    def run(self, tree, *arguments):
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=tree, env=self.environment, capture_output=True, text=True)

    def migrate(self, tree):
        """Again and again where it gave way to a request, as docs/deploying.md says."""
        for _again in range(60):
            done = self.run(tree, "manage.py", "migrate", "--noinput")
            if "lock timeout" not in done.stderr and "deadlock detected" not in done.stderr:
                break
        assert done.returncode == 0, done.stderr[-2000:]

    def migrate_by_halves(self, tree, meanwhile):
        """All migrations; what follows them, as the triggers do, when `meanwhile` has come to an end."""
        add_migration(tree, HOLD)
        with ThreadPoolExecutor(1) as other:
            done = other.submit(self.migrate, tree)
            try:
                meanwhile()
            finally:
                (self.folder / "go_on").touch()
            done.result()

    def begin(self, tree):
        """A database as this code makes it, with the people of first_people.py."""
        done = self.run(tree, "-c", PEOPLE.read_text())
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout.splitlines()[-1])

    @contextlib.contextmanager
    def served(self, tree):
        """granian with two processes of the code in `tree`."""
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "portal.wsgi:application"]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--workers", "2", "--blocking-threads", "4"]
        with contextlib.chdir(tree), mock.patch.dict(os.environ, self.environment, clear=True):
            server = Child("web server", command, self.folder / "web.log")
        try:
            processes.wait_until(self._answers, 120, "an answer of the web server")
            yield f"http://localhost:{self.port}"
        finally:
            server.ask_to_stop()
            server.wait(10)

    def _answers(self):
        with contextlib.suppress(OSError):
            return build_opener().open(f"http://localhost:{self.port}/healthz", timeout=5).status == 200
        return False
