"""Is every file of a backup still what it was? A list in the form of `sha256sum`, and its own digest."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

FILE = "SHA256SUMS"


def digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def write(folder: Path) -> str:
    """The list of all files below; returns its digest. `sha256sum --check SHA256SUMS` reads it too."""
    lines = [f"{digest(file)}  {file.relative_to(folder)}\n" for file in files(folder) if file.name != FILE]
    (folder / FILE).write_text("".join(lines), encoding="utf-8")
    return digest(folder / FILE)


def faults(folder: Path) -> Iterator[str]:
    """One line for each file that is missing, was changed, or stands in no list."""
    listed = dict(_listed(folder))
    present = {str(file.relative_to(folder)): file for file in files(folder)}
    for name, was in listed.items():
        if name not in present:
            yield f"{name} is missing"
        elif digest(present[name]) != was:
            yield f"{name} was changed"
    for name in sorted(present.keys() - listed.keys() - {FILE, "manifest.json"}):
        yield f"{name} does not belong to the backup"


def files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _listed(folder: Path) -> Iterator[tuple[str, str]]:
    for line in (folder / FILE).read_text(encoding="utf-8").splitlines():
        was, name = line.split("  ", 1)
        yield name, was
