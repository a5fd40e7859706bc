"""How is a backup taken while the portal runs, so that what is put together fits together?

The database in one snapshot, then the files. A file is written before its row, and none is deleted meanwhile, so every
row of the snapshot finds its file. The folder gets its name only when it is whole.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import django
from django.db import connection
from django.utils import timezone

from . import kept_files, postgresql, sqlite, sums
from .problem import Problem
from .waiting import deletions_wait

FORMAT = 1
MANIFEST = "manifest.json"


def take(parent: Path) -> Path:
    """The new folder below `parent`, readable by this user alone. Raises `Problem`."""
    made_at = timezone.now()
    folder = parent / f"{timezone.localtime(made_at):%Y-%m-%dT%H%M%S}"
    partial = folder.with_name(f"{folder.name}.partial")
    if folder.exists() or partial.exists():
        raise Problem(f"{folder} is there already: wait a second and try again.")
    partial.mkdir(parents=True, mode=0o700)
    try:
        _fill(partial, made_at.isoformat())
    except BaseException:
        shutil.rmtree(partial)
        raise
    return partial.rename(folder)


def database() -> Any:
    """The module that speaks with this kind of database."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def _fill(folder: Path, made_at: str) -> None:
    with deletions_wait():
        counted = database().dump(folder)
        kept_files.copy_all(folder)
    kept_files.copy_seals(folder, newest=counted.seal)
    connection.ensure_connection()
    manifest = {
        "format": FORMAT,
        "made_at": made_at,
        "database": connection.vendor,
        "database_version": ".".join(map(str, connection.get_database_version())),
        "django": django.get_version(),
        "migrations": counted.migrations,
        "rows": counted.rows,
        "files": len(sums.files(folder / kept_files.FILES)),
        "sums": sums.write(folder),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
