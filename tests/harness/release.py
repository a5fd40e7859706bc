"""How does a test have the release before the next one serve requests, while the next one's migrations run?"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
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
BEGIN = """
import django; django.setup()
import json
from django.core.management import call_command
for command in ("migrate", "createcachetable", "load_catalogue"):
    call_command(command, verbosity=0)
from allauth.account.models import EmailAddress
from services.partners.clients import give_client
from tests.cast import honours, person
from tests.factories import PASSWORD, CardFactory, PartnerFactory
talent = CardFactory(talent=person("holder@example.cn")).talent
EmailAddress.objects.create(user=talent, email=talent.email, verified=True, primary=True)
link, secret = give_client(honours(PartnerFactory(slug="hospital"), "medical-green-channel"))
print(json.dumps({"login": talent.email, "password": PASSWORD, "client": link.client_id, "secret": secret}))
"""


def commits_with_migrations(root=ROOT):
    """Those that brought a later migration than the first, newest first; none where there is no history."""
    return (_git(root, "log", "--diff-filter=A", "--format=%H", "--", *LATER) or "").split()


def tree_before_the_newest_migration(folder, root=ROOT):
    """The code of the commit before the newest migration, out of the history; None where there is no such thing."""
    newest = next(iter(commits_with_migrations(root)), None)
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


def add_migration(tree, text):
    """One more migration of `accounts` in a copy; its text is given the name of the one before."""
    home = tree / "accounts" / "migrations"
    last = sorted(file.stem for file in home.glob("[0-9]*.py"))[-1]
    (home / f"{int(last[:4]) + 1:04}_toy.py").write_text(text.format(last=last))


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


class DoesNotBeginError(AssertionError):
    """The code makes no database and nobody in it, or names a migration that is not there: between two releases some
    commits are only half of a change."""


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
            if "lock timeout" not in done.stderr:
                break
        if "NodeNotFoundError" in done.stderr:
            raise DoesNotBeginError(done.stderr[-2000:])
        assert done.returncode == 0, done.stderr[-2000:]

    def begin(self, tree):
        """A database as this code makes it, with somebody who has a card, and a hospital whose system checks it."""
        done = self.run(tree, "-c", BEGIN)
        if done.returncode:
            raise DoesNotBeginError(done.stderr[-2000:])
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
