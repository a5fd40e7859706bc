"""How do page images come about? Batch by batch, each a run of the press and a transaction of its own.

A worker that dies loses one batch; the next worker goes on after the last page that has a row.
"""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count

from portal.disk import is_full

from . import lease, storage
from .enums import Mime
from .models import Evidence, EvidenceFile, EvidencePage
from .press.names import page_file
from .press.problems import Unusable
from .problems import CORRUPTED
from .sandbox import PressFailedError, press

BATCH = 5
BUDGET_SECONDS = 45.0


@dataclass(frozen=True)
class Batch:
    """Pages of one file that are to be drawn next; `first` counts from 1."""

    file: EvidenceFile
    first: int
    count: int


def draw_waiting(budget: float = BUDGET_SECONDS) -> bool:
    """Draws what waits; True where the time ran out, so that something may be left."""
    end = monotonic() + budget
    while monotonic() < end:
        evidence = lease.claim()
        if evidence is None:
            return False
        draw(evidence)
    return True


def draw(evidence: Evidence) -> None:
    """Draws the missing pages of a document leased to the caller, and closes it as ready or unreadable."""
    if evidence.tries > lease.MAX_TRIES:  # the workers before died of it
        return lease.try_later(evidence)
    try:
        while batch := next_batch(evidence):
            if not _draw(evidence, batch):
                return None
    except Unusable as problem:
        return lease.give_up(evidence, problem.code)
    except PressFailedError:
        return lease.try_later(evidence)
    except OSError as error:
        if not is_full(error):
            raise
        return lease.wait_for_room(evidence)
    return _close(evidence)


def next_batch(evidence: Evidence) -> Batch | None:
    for file in evidence.files.annotate(drawn=Count("pages")).order_by("order", "id"):
        missing = file.pages_expected - file.drawn
        if missing > 0:
            return Batch(file, file.drawn + 1, min(BATCH, missing))
    return None


def _draw(evidence: Evidence, batch: Batch) -> bool:
    """Whether the pages were written; False where another worker has the document now."""
    pages: list[EvidencePage] = []
    is_written = False
    try:
        with TemporaryDirectory() as folder:
            for number, (width, height) in enumerate(_pressed(batch, Path(folder)), start=batch.first):
                image = storage.keep(Path(folder) / page_file(number), storage.PAGES)
                pages.append(EvidencePage(file=batch.file, number=number, image=image, width=width, height=height))
        is_written = _written(evidence, pages)
    finally:
        if not is_written:
            storage.forget(str(page.image.name) for page in pages)
    return is_written


def _pressed(batch: Batch, folder: Path) -> list[tuple[int, int]]:
    """Puts the pages into `folder` under the names of the press; their widths and heights."""
    source = _fetched(batch.file, folder / "original")
    if batch.file.mime == Mime.PDF:
        job: dict[str, Any] = {"source": source, "folder": folder, "first": batch.first, "count": batch.count}
        sizes = press("render_pages", **job)["sizes"]
    else:
        target = folder / page_file(batch.first)
        sizes = [press("clean_photo", source=source, target=target, side=settings.EVIDENCE_PAGE_SIDE)["size"]]
    if len(sizes) != batch.count:
        raise Unusable(CORRUPTED)
    return sizes


def _fetched(file: EvidenceFile, target: Path) -> Path:
    try:
        return storage.fetch(str(file.original.name), target)
    except FileNotFoundError as error:
        raise Unusable(CORRUPTED) from error


def _written(evidence: Evidence, pages: list[EvidencePage]) -> bool:
    with transaction.atomic():
        if not lease.hold(evidence):
            return False
        EvidencePage.objects.bulk_create(pages)
    return True


def _close(evidence: Evidence) -> None:
    """Ready, unless a file was added since the last look."""
    with transaction.atomic():
        if not lease.hold(evidence):
            return
        if next_batch(evidence):
            lease.release(evidence)
        else:
            lease.finish(evidence)
