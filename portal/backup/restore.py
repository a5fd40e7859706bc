"""How is a backup put back, whole or not at all, without anything being sent that may have been sent before?"""

import json
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from portal.heartbeat import Heartbeat, is_alive
from portal.notifications import batches
from portal.notifications.lease import HOLD_ALL

from . import kept_files, sums
from .problem import Problem
from .take import FORMAT, MANIFEST, database


def check(folder: Path) -> dict[str, Any]:
    """The manifest of a backup that is whole and of this portal. Raises `Problem`; nothing is changed."""
    if not (folder / MANIFEST).is_file():
        raise Problem(f"{folder} is no backup: it has no {MANIFEST}.")
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if manifest["format"] != FORMAT or manifest["database"] != connection.vendor:
        raise Problem(f"The backup is of {manifest['database']}, this portal runs on {connection.vendor}.")
    if sums.digest(folder / sums.FILE) != manifest["sums"]:
        raise Problem(f"{sums.FILE} was changed.")
    wrong = list(sums.faults(folder))
    if wrong:
        raise Problem(f"The backup is not whole: {'; '.join(wrong[:5])}.")
    _refuse_newer(manifest["migrations"])
    return manifest


def restore(folder: Path, *, replace: bool = False) -> dict[str, Any]:
    """Database, files and log of seals as they were; whatever waits to be sent is held. Raises `Problem`.

    Without `replace` only where there is nothing yet. The manifest is returned.
    """
    manifest = check(folder)
    if not replace and not _is_empty():
        raise Problem("There is something here already: say --replace to throw it away.")
    if _worker_lives():
        raise Problem("A worker is running: stop web, worker and beat first (a stopped one counts for a minute).")
    database().load(folder, after=HOLD_ALL)
    kept_files.lay_back(folder)
    kept_files.lay_back_seals(folder)
    _refuse_others(manifest["rows"])
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    batches.forget()
    return manifest


def _is_empty() -> bool:
    return kept_files.is_empty() and not connection.introspection.table_names()


def _worker_lives() -> bool:
    return Heartbeat._meta.db_table in connection.introspection.table_names() and is_alive()


def _refuse_newer(migrations: list[str]) -> None:
    """The code must know every migration of the backup."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    newer = sorted(set(migrations) - known)
    if newer:
        raise Problem(f"The backup is of newer code, which knows {newer[0]}: put that code here first.")


def _refuse_others(rows: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        for table, was in rows.items():
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a table's name
            now = cursor.fetchone()[0]
            if now != was:
                raise Problem(f"{table} has {now} rows after the restore, the backup held {was}.")
