"""Was anything in the history changed, deleted, swapped, put in or cut off, and which row was it?"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from .chain import digest
from .models import History, Seal
from .seal_log import lines as log_lines
from .verify_seals import Sealed, check_seals, read_entries


def findings() -> Iterator[str]:
    """One sentence for each fault, in words that name the row; nothing when all is as it was written."""
    yield from check_seals(Seal.objects.order_by("number").iterator(chunk_size=20), log_lines())
    yield from _rows_against_seals()
    rows = History.objects.order_by("object_type", "object_id", "seq").iterator(chunk_size=2_000)
    for _object, chain in groupby(rows, key=lambda row: (row.object_type, row.object_id)):
        yield from check_chain(chain)


def check_chain(chain: Iterable[History]) -> Iterator[str]:
    """The faults of one object's chain, given its rows by number: content, numbering, and links."""
    seq, before = 0, ""
    for row in chain:
        if row.hash != digest(row):
            yield f"{name(row)} was changed: its hash is of other content"
        if row.seq != seq + 1:
            yield f"{name(row)} follows number {seq}: what stood between is missing"
        elif row.prev_hash != before:
            yield f"{name(row)} is not linked to the row before it"
        seq, before = row.seq, row.hash


def name(row: History) -> str:
    return f"history row {row.pk} ({row})"


def _rows_against_seals() -> Iterator[str]:
    """Every sealed id is there with the hash it had, and no row stands among them that was not sealed."""
    after: int | None = None  # before the first sealed id there is no row at all, not even one with a negative id
    for seal in Seal.objects.order_by("number").iterator(chunk_size=20):
        sealed = read_entries(seal)
        rows = {row.pk: row for row in _between(after, seal.last_id)}
        yield from _against(seal, sealed, rows)
        after = seal.last_id


def _between(after: int | None, last_id: int) -> Iterator[History]:
    rows = History.objects.filter(id__lte=last_id)
    return (rows if after is None else rows.filter(id__gt=after)).iterator()


def _against(seal: Seal, sealed: Sealed, rows: dict[int, History]) -> Iterator[str]:
    for pk, was in sealed.items():
        row = rows.get(pk)
        if row is None:
            yield f"history row {pk} is missing: seal {seal.number} holds it"
        elif row.hash != was or digest(row) != was:
            yield f"{name(row)} is not what seal {seal.number} holds"
    for pk in sorted(rows.keys() - sealed.keys()):
        yield f"{name(rows[pk])} was put in: seal {seal.number} does not hold it"
