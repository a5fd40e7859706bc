"""Which kept files does no row know, and which rows have lost their file?"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone

from . import storage
from .models import EvidenceFile, EvidencePage

GRACE = timedelta(hours=1)
"""A file is written before its row: younger ones may be on their way."""


def clear() -> int:
    """Deletes what no row knows; how many files that were."""
    names = list(files_without_row())
    storage.forget(names)
    return len(names)


def files_without_row(grace: timedelta = GRACE) -> Iterator[str]:
    """Names of files older than `grace` that no row knows."""
    before = timezone.now() - grace
    for shard, rows, column in _shards():
        for name in sorted(_on_disk(shard) - _in_rows(rows, column, shard)):
            if default_storage.get_modified_time(name) < before:
                yield name


def rows_without_file() -> Iterator[str]:
    """Public ids of the files and pages whose bytes are gone."""
    for shard, rows, column in _shards():
        lost = _in_rows(rows, column, shard) - _on_disk(shard)
        for public_id in rows.filter(**{f"{column}__in": lost}).values_list("public_id", flat=True) if lost else ():
            yield f"{shard.split('/')[0]} {public_id}"


def _shards() -> Iterator[tuple[str, "QuerySet[Any]", str]]:
    """Part by part, so that memory stays small whatever has been kept."""
    for number in range(256):
        yield f"{storage.ORIGINALS}/{number:02x}", EvidenceFile.objects.all(), "original"
        yield f"{storage.PAGES}/{number:02x}", EvidencePage.objects.all(), "image"


def _on_disk(shard: str) -> set[str]:
    try:
        return {f"{shard}/{name}" for name in default_storage.listdir(shard)[1]}
    except FileNotFoundError:
        return set()


def _in_rows(rows: "QuerySet[Any]", column: str, shard: str) -> set[str]:
    return set(rows.filter(**{f"{column}__startswith": f"{shard}/"}).values_list(column, flat=True))
