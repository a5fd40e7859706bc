"""How does no file vanish between the snapshot of the database and the copy of the files? Its deletion waits.

While a backup is taken a folder lies among the files; who deletes a file then leaves a note in it instead, and the end
of the backup deletes what is noted. A backup that was killed is tidied up by the next one, and holds nobody up for
longer than `LONGEST`.
"""

import fcntl
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote

from django.conf import settings
from django.core.files.storage import default_storage

from portal.storage import WholeFiles

from .problem import Problem

LONGEST = 6 * 60 * 60
FOLDER, SINCE = ".backup-underway", "since"


class PatientStorage(WholeFiles):
    """Files on the disk, each whole, whose deletion waits for a backup that is underway."""

    def delete(self, name: str) -> None:
        if not note(name):
            super().delete(name)


@contextmanager
def deletions_wait() -> Iterator[None]:
    """Inside no file is deleted; at the end those are whose deletion was wanted. `Problem` where another waits."""
    _folder().mkdir(parents=True, exist_ok=True)
    with (_folder() / SINCE).open("a") as since:
        try:
            fcntl.flock(since, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Problem("Another backup is being taken: wait until it has ended.") from error
        (_folder() / SINCE).touch()
        try:
            yield
        finally:
            tidy()


def tidy() -> None:
    """End the waiting, and delete what is noted, also by a backup that was killed."""
    if _folder().exists():
        _folder().rename(_folder().with_name(f"{FOLDER}-{uuid.uuid4().hex}"))
    for ended in sorted(Path(settings.MEDIA_ROOT).glob(f"{FOLDER}-*")):
        for noted in ended.iterdir():
            if noted.name != SINCE:
                default_storage.delete(unquote(noted.name))
            noted.unlink()
        ended.rmdir()


def note(name: str) -> bool:
    """Whether the deletion waits; False where no backup is underway."""
    try:
        if time.time() - (_folder() / SINCE).stat().st_mtime > LONGEST:
            return False
        (_folder() / quote(name, safe="")).touch()
    except FileNotFoundError:
        return False
    return True


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER
