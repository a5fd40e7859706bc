"""How do the rows of one object's history hang together? As `portal.audit.chain` links them, row by row."""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from portal.audit.chain import hashed
from portal.audit.models import History

from .loading import Sheet

COLUMNS = ("object_type", "object_id", "seq", "action", "from_status", "to_status", "actor_id", "at", "fields",
           "reason_id", "prev_hash", "hash")  # fmt: skip


def sheet() -> Sheet:
    return Sheet(History, *COLUMNS)


class Chain:
    """The history of one object, written to the sheet; `verify_history` finds nothing wrong with it."""

    __slots__ = ("kind", "of", "prev", "seq", "sheet")

    def __init__(self, sheet: Sheet, kind: str, of: str) -> None:
        self.sheet, self.kind, self.of, self.seq, self.prev = sheet, kind, of, 0, ""

    def add(
        self,
        action: str,
        *,
        by: str,
        at: datetime,
        before: str = "",
        after: str = "",
        fields: Iterable[str] = (),
        reason: str = "",
    ) -> None:
        """`by` and `reason` are public ids; a status may be empty."""
        self.seq += 1
        names = _names(tuple(fields))
        # What `chain.canonical` makes of the row, put together by hand: there are ten million of them.
        said = (
            f'{{"action":"{action}","actor":"{by}","at":"{at.isoformat(timespec="microseconds")}+00:00",'
            f'"fields":{names},"from":"{before}","id":"{self.of}","prev":"{self.prev}","reason":"{reason}",'
            f'"seq":{self.seq},"to":"{after}","type":"{self.kind}"}}'
        )
        digest = hashed(said)
        said_by: Any = by.replace("-", "") or None
        self.sheet.add(
            *(self.kind, self.of, self.seq, action, before, after, said_by, str(at), names),
            *(reason.replace("-", "") or None, self.prev, digest),
        )
        self.prev = digest


@cache
def _names(fields: tuple[str, ...]) -> str:
    return json.dumps(sorted(set(fields)), separators=(",", ":"))
