"""How is a SQLite database copied while others write to it, and put back under those who read it?"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection

from .counted import Counted, counted

FILE = "database.sqlite3"


def dump(folder: Path) -> Counted:
    """Writes `database.sqlite3` by SQLite's online backup: one moment of the database, nobody waits for it."""
    with _opened(_own()) as live, _opened(folder / FILE) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        tables = [row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return counted(copy.cursor(), [name for name in tables if not name.startswith("sqlite_")])


def load(folder: Path, *, after: str) -> None:
    """Replaces everything in the database by the copy, in which `after` was run before, in one step."""
    connection.close()
    with TemporaryDirectory(dir=_own().parent) as beside, _opened(Path(beside) / FILE) as copy:
        with _opened(folder / FILE) as kept:
            kept.backup(copy)
        with copy:
            copy.execute(after)
        with _opened(_own()) as live:
            copy.backup(live)
            live.execute("PRAGMA journal_mode=WAL")


def _own() -> Path:
    return Path(connection.settings_dict["NAME"])


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(file, timeout=60)
    try:
        yield opened
    finally:
        opened.close()
