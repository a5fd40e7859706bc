"""How often did something happen within the running minute, in all processes of this machine together?

Asked where a statement would be too much and Redis may be away: each time appends one byte to a file of the minute,
whose length is the count. An append is one step for the system, so no time is lost between threads and processes.
"""

import os
import shutil
import time
from collections import defaultdict
from pathlib import Path

import structlog
from django.conf import settings

MINUTE = 60
log = structlog.get_logger(__name__)


class _Bytes:
    """A file that is written to by appending alone, and closed once no thread holds it any more."""

    def __init__(self, path: Path) -> None:
        self._number = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def add(self) -> int:
        os.write(self._number, b".")
        return os.fstat(self._number).st_size

    def __del__(self) -> None:
        if hasattr(self, "_number"):
            os.close(self._number)


class Tally:
    """`add(of)` counts once more for `of` and says how often it was by now."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._minute = 0
        self._files: dict[int | str, _Bytes] = {}
        self._alone: dict[int | str, int] = defaultdict(int)

    def add(self, of: int | str) -> int:
        """At the same instant two may both be told the higher count: never too few. Where the file cannot be written,
        what this process counted stands for all of them."""
        minute = int(time.time()) // MINUTE
        if minute != self._minute:
            self._begin(minute)
        try:
            return (self._files.get(of) or self._opened(minute, of)).add()
        except OSError as error:
            self._alone[of] += 1
            if self._alone[of] == 1:
                log.warning("tally_not_shared", name=self.name, error=type(error).__name__)
            return self._alone[of] * settings.WEB_PROCESSES

    def _begin(self, minute: int) -> None:
        self._minute, self._files, self._alone = minute, {}, defaultdict(int)
        for old in self._folder.glob("*"):
            if old.name.isdigit() and int(old.name) < minute - 1:
                shutil.rmtree(old, ignore_errors=True)

    def _opened(self, minute: int, of: int | str) -> _Bytes:
        path = self._folder / str(minute) / str(of)
        path.parent.mkdir(parents=True, exist_ok=True)
        return self._files.setdefault(of, _Bytes(path))

    @property
    def _folder(self) -> Path:
        return Path(settings.VAR_DIR) / "tallies" / self.name
