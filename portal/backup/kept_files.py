"""How are uploaded files and the log of the seals copied, and laid back?"""

import shutil
from pathlib import Path

from django.conf import settings

from . import waiting

FILES, SEALS = "files", "seals.log"


def copy_all(folder: Path) -> None:
    """Every file that is there; each is written once and never changed."""
    source, target = Path(settings.MEDIA_ROOT), folder / FILES
    target.mkdir()
    for file in _kept(source):
        _copy(file, target / file.relative_to(source))


def copy_seals(folder: Path, *, newest: int) -> None:
    """The lines up to the newest seal that the database of the backup holds."""
    log = Path(settings.SEAL_LOG)
    lines = log.read_text(encoding="utf-8").splitlines(keepends=True) if log.exists() else []
    kept = [line for line in lines if not line.split(" ", 1)[0].isdigit() or int(line.split(" ", 1)[0]) <= newest]
    (folder / SEALS).write_text("".join(kept), encoding="utf-8")


def lay_back(folder: Path) -> None:
    """The files of the backup and no others. They count as new, so one without a row is cleared an hour later."""
    kept, target = folder / FILES, Path(settings.MEDIA_ROOT)
    wanted = {file.relative_to(kept) for file in _kept(kept)}
    for file in _kept(target):
        if file.relative_to(target) not in wanted:
            file.unlink()
    for name in sorted(wanted):
        _copy(kept / name, target / name)
        (target / name).touch()


def lay_back_seals(folder: Path) -> None:
    log = Path(settings.SEAL_LOG)
    log.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / SEALS, log)


def is_empty() -> bool:
    """Whether nothing is kept here yet."""
    return not _kept(Path(settings.MEDIA_ROOT))


def _kept(folder: Path) -> list[Path]:
    """All files below, without the notes of deletions that wait."""
    found = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file for file in found if not file.relative_to(folder).parts[0].startswith(waiting.FOLDER))


def _copy(file: Path, target: Path) -> None:
    """Under another name until it is whole; one that is there already is the same."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = target.with_name(f"{target.name}.partial")
    shutil.copyfile(file, partial)
    partial.chmod(0o600)
    partial.rename(target)
