"""Where are the heads of the seals kept a second time, so that cutting rows and seals together shows?

A file that only grows, `SEAL_LOG`, one line a seal: number, head, signed statement. It should be carried off the
machine (a log collector, a printer): what is written twice must be forged twice.
"""

import fcntl
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from .models import Seal


@dataclass(frozen=True)
class Line:
    number: int
    head: str
    jws: str


def catch_up() -> None:
    """Append every seal that the file does not have yet; a crash between commit and this is mended by the next run."""
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+", encoding="utf-8") as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        log.seek(0)
        written = max((int(line.split(" ", 1)[0]) for line in log if line[:1].isdigit()), default=0)
        for seal in Seal.objects.filter(number__gt=written).order_by("number").iterator():
            log.write(f"{seal.number} {seal.head} {seal.jws}\n")


def lines() -> list[Line]:
    """What the file says, in its own order; an unreadable line counts as number 0."""
    if not _file().exists():
        return []
    return [_read(text) for text in _file().read_text(encoding="utf-8").splitlines()]


def _read(text: str) -> Line:
    parts = text.split(" ")
    if len(parts) == 3 and parts[0].isdigit():
        return Line(int(parts[0]), parts[1], parts[2])
    return Line(0, "", "")


def _file() -> Path:
    return Path(settings.SEAL_LOG)
