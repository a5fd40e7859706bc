"""How does a sent file come in? Counted, known by its content, cleaned and kept, before any row is written."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.files.base import File

from portal.uploads import MEGABYTE

from . import storage
from .bad_file import BadFile
from .enums import Mime
from .kinds import kind_of
from .names import safe_name
from .press.problems import Unusable
from .problems import FILE_EMPTY, FILE_TOO_LARGE, TOO_HEAVY
from .sandbox import PressFailedError, press


@dataclass(frozen=True)
class Kept:
    """A good file under its random name; no row knows it yet."""

    original: str
    name: str
    mime: str
    sha256: str
    size_bytes: int
    pages_total: int

    @property
    def is_photo(self) -> bool:
        return self.mime == Mime.JPEG


Prepare = Callable[[Path, str], Kept]
"""What keeps a sent file, which lies in a folder that goes afterwards, and is called so by its sender."""


def take(upload: File, prepare: Prepare | None = None) -> Kept:
    """Keeps one sent file, as evidence unless `prepare` says otherwise. Raises `BadFile` that names it; then nothing of
    it is kept."""
    name = safe_name(upload.name or "")
    try:
        with TemporaryDirectory() as folder:
            return (prepare or _as_evidence)(copied(upload, Path(folder) / "sent"), name)
    except BadFile as bad:
        raise BadFile(bad.code, name) from bad
    except Unusable as problem:
        raise BadFile(problem.code, name) from problem
    except PressFailedError as failure:
        raise BadFile(TOO_HEAVY, name) from failure


@dataclass
class Intake:
    """What became of the files of one form: those kept and those refused."""

    kept: list[Kept] = field(default_factory=list)
    bad: list[BadFile] = field(default_factory=list)
    has_rows: bool = False

    def documents(self) -> list[list[Kept]]:
        """Photos sent together make one document, each PDF one of its own."""
        photos = [file for file in self.kept if file.is_photo]
        return [part for part in (photos, *([file] for file in self.kept if not file.is_photo)) if part]


@contextmanager
def taken(uploads: Iterable[File], prepare: Prepare | None = None) -> Iterator[Intake]:
    """Keeps the good files for the block, outside any transaction; `prepare` as in `take`.

    They are deleted again unless the block ends well and says `has_rows`.
    """
    intake = Intake()
    try:
        for upload in uploads:
            _sort(upload, intake, prepare)
        yield intake
    except BaseException:
        intake.has_rows = False
        raise
    finally:
        if not intake.has_rows:
            storage.forget(file.original for file in intake.kept)


def _sort(upload: File, intake: Intake, prepare: Prepare | None) -> None:
    try:
        intake.kept.append(take(upload, prepare))
    except BadFile as problem:
        intake.bad.append(problem)


def _as_evidence(sent: Path, name: str) -> Kept:
    mime = kind_of(sent)
    if mime == Mime.PDF:
        return kept_as(sent, name, Mime.PDF, press("count_pages", source=sent)["pages"])
    target = sent.with_name("clean.jpg")
    press("clean_photo", source=sent, target=target, side=settings.EVIDENCE_PHOTO_SIDE)
    return kept_as(target, name, Mime.JPEG, 1)


def copied(upload: File, target: Path) -> Path:
    """`target`, with what was sent. Counts in the stream: what the sender says of the size is not asked."""
    size, limit = 0, settings.UPLOAD_MAX_MB * MEGABYTE
    with target.open("wb") as copy:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > limit:
                raise BadFile(FILE_TOO_LARGE)
            copy.write(chunk)
    if not size:
        raise BadFile(FILE_EMPTY)
    return target


def kept_as(source: Path, name: str, mime: Mime, pages_total: int, folder: str = storage.ORIGINALS) -> Kept:
    """A copy of `source` in `folder` of the private storage, under a random name."""
    with source.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    facts: dict[str, Any] = {"sha256": digest, "size_bytes": source.stat().st_size, "pages_total": pages_total}
    return Kept(original=storage.keep(source, folder), name=name, mime=mime, **facts)
