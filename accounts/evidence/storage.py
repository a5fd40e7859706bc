"""Where do the bytes lie? Under random names in the private storage, which no address serves."""

import uuid
from collections.abc import Iterable
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

ORIGINALS, PAGES, SEALED, PORTRAITS = "evidence", "pages", "sealed", "portraits"


def random_name(folder: str) -> str:
    name = uuid.uuid4().hex
    return f"{folder}/{name[:2]}/{name}"


def keep(source: Path, folder: str) -> str:
    """The random name under which a copy of `source` now lies."""
    with source.open("rb") as file:
        return default_storage.save(random_name(folder), File(file))


def fetch(name: str, target: Path) -> Path:
    """Copies a kept file to `target`, where the press can read it."""
    with default_storage.open(name) as kept, target.open("wb") as copy:
        for chunk in kept.chunks():
            copy.write(chunk)
    return target


def forget(names: Iterable[str]) -> None:
    """Deletes kept files; one that is gone already is no error."""
    for name in names:
        default_storage.delete(name)
