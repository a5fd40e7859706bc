"""Which kept files does no row know, and which rows have lost their file?"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone

from ..portrait.models import Portrait
from ..rights.models import SealedPaper
from . import storage
from .models import EvidenceFile, EvidencePage

GRACE = timedelta(hours=1)
"""A file is written before its row: younger ones may be on their way."""
BATCH = 500


def clear() -> int:
    """Deletes what no row knows; how many files that were."""
    names = list(files_without_row())
    storage.forget(names)
    return len(names)


def files_without_row(grace: timedelta = GRACE) -> Iterator[str]:
    """Names of files older than `grace` that no row knows."""
    before = timezone.now() - grace
    for folder, rows, column in _kept():
        for names in _batched(_on_disk(folder)):
            known = set(rows.filter(**{f"{column}__in": names}).values_list(column, flat=True))
            yield from (name for name in names if name not in known and _is_older(name, before))


def rows_without_file() -> Iterator[str]:
    """Public ids of the files, pages and photos whose bytes are gone."""
    for folder, rows, column in _kept():
        for public_id, name in rows.order_by("pk").values_list("public_id", column).iterator(BATCH):
            if not default_storage.exists(name):
                yield f"{folder} {public_id}"


def _kept() -> list[tuple[str, QuerySet[Any], str]]:
    return [
        (storage.ORIGINALS, EvidenceFile.objects.all(), "original"),
        (storage.PAGES, EvidencePage.objects.all(), "image"),
        (storage.SEALED, SealedPaper.objects.all(), "content"),
        (storage.PORTRAITS, Portrait.objects.exclude(image=""), "image"),
    ]


def _on_disk(folder: str) -> Iterator[str]:
    for shard in _listed(folder)[0]:
        for name in _listed(f"{folder}/{shard}")[1]:
            yield f"{folder}/{shard}/{name}"


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
    return sorted(folders), sorted(names)


def _batched(names: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(names, BATCH)):
        yield batch


def _is_older(name: str, moment: datetime) -> bool:
    try:
        return default_storage.get_modified_time(name) < moment
    except FileNotFoundError:
        return False
