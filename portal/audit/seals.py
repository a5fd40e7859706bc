"""How is the history so far put under a signature, so that a later cut or swap shows?"""

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from portal.crypto.signing import sign_jws

from . import seal_log
from .chain import canonical, hashed
from .models import History, Seal

LARGEST = 5_000
LOCK_WAIT = "1s"
Row = tuple[int, str]


def seal() -> int:
    """Seal every row committed so far, in seals of at most LARGEST rows, and return how many rows that were.

    Then write the heads to the seal log, outside any transaction. Two at once do no harm: the second finds nothing.
    """
    upto = _newest()
    sealed = 0
    while rows := _seal_next(upto):
        sealed += rows
    seal_log.catch_up()
    return sealed


def payload(seal: Seal) -> dict[str, Any]:
    """What the signature of a seal states, and what its head is the hash of."""
    return {
        "number": seal.number,
        "last_id": seal.last_id,
        "count": seal.count,
        "entries": hashed(seal.entries),
        "prev": seal.prev_head,
        "at": seal.sealed_at.astimezone(UTC).isoformat(timespec="microseconds"),
    }


def entries(rows: Sequence[Row]) -> str:
    """One `id:hash` a row, in order of id: enough to name each row that was changed, cut or put in."""
    return "\n".join(f"{pk}:{digest}" for pk, digest in rows)


def head(seal: Seal) -> str:
    return hashed(canonical(payload(seal)))


def _newest() -> int:
    """The newest id below which no row can appear any more.

    A sequence hands out ids before their rows are committed, so on PostgreSQL the table is locked for a moment: SHARE
    waits for every writer and, while it holds, no id is on its way. SQLite has one writer at a time.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_WAIT}'")
                cursor.execute(f"LOCK TABLE {History._meta.db_table} IN SHARE MODE")
        last = History.objects.order_by("-id").values_list("id", flat=True).first()
    return last or 0


def _seal_next(upto: int) -> int:
    try:
        with transaction.atomic():
            before = Seal.objects.order_by("-number").first()
            rows = _rows_after(before.last_id if before else 0, upto)
            if rows:
                _next(before, rows).save(force_insert=True)
            return len(rows)
    except IntegrityError:  # another process has just written the seal of this number
        return 0


def _rows_after(last_id: int, upto: int) -> list[Row]:
    rows = History.objects.filter(id__gt=last_id, id__lte=upto).order_by("id")
    return list(rows.values_list("id", "hash")[:LARGEST])


def _next(before: Seal | None, rows: Sequence[Row]) -> Seal:
    made = Seal(
        number=before.number + 1 if before else 1,
        last_id=rows[-1][0],
        count=len(rows),
        entries=entries(rows),
        prev_head=before.head if before else "",
        sealed_at=timezone.now(),
    )
    made.head = head(made)
    made.jws = sign_jws(payload(made))
    return made
