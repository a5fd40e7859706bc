"""How does an event become the next link of its object's chain?"""

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import UTC
from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from .models import History

CODE = re.compile(r"[a-z][a-z0-9_.-]*")
M = TypeVar("M", bound=models.Model)


def append(
    obj: models.Model,
    action: str,
    *,
    by: Any,
    from_status: str = "",
    to_status: str = "",
    fields: Iterable[str] = (),
    reason_id: UUID | None = None,
    locked: bool = False,
) -> History:
    """Write the next history row of `obj` in the caller's transaction and return it.

    `by` is the acting user, or None for the portal itself. The row of `obj` is locked first, so that two events of
    one object queue up instead of colliding; a caller that holds the lock says `locked=True`. ValueError: something
    that is not a code was about to be kept for ever.
    """
    changed = sorted(set(fields))
    _refuse_values(action, from_status, to_status, *changed)
    with transaction.atomic(savepoint=False):
        if not locked:
            lock(obj)
        chain = History.objects.filter(object_type=obj._meta.label_lower, object_id=identity(obj))
        last = chain.order_by("-seq").first()
        row = History(
            object_type=obj._meta.label_lower,
            object_id=identity(obj),
            seq=last.seq + 1 if last else 1,
            action=action,
            from_status=from_status,
            to_status=to_status,
            actor_id=getattr(by, "public_id", None),
            at=timezone.now(),
            fields=changed,
            reason_id=reason_id,
            prev_hash=last.hash if last else "",
        )
        row.hash = digest(row)
        row.save(force_insert=True)
    return row


def lock(obj: M) -> M:
    """The row as it stands now, locked until the transaction ends (SQLite: the transaction is the lock).

    `obj` may be the lazy `request.user`, whose class is not its type.
    """
    rows = obj.__class__._base_manager.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=obj.pk)


def identity(obj: models.Model) -> str:
    """The public name of an object in the history: its `public_id`, else its `code`. TypeError without either."""
    for name in ("public_id", "code"):
        value = getattr(obj, name, None)
        if value:
            return str(value)
    raise TypeError(f"{obj._meta.label} has neither public_id nor code, so it can have no history.")


def digest(row: History) -> str:
    """The hash a row must carry, over all it says and the hash of the row before."""
    said = {
        "type": row.object_type,
        "id": row.object_id,
        "seq": row.seq,
        "action": row.action,
        "from": row.from_status,
        "to": row.to_status,
        "actor": str(row.actor_id or ""),
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "fields": row.fields,
        "reason": str(row.reason_id or ""),
        "prev": row.prev_hash,
    }
    return hashed(canonical(said))


def canonical(value: Any) -> str:
    """One text for one value: keys sorted, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def hashed(text: str) -> str:
    """The hash with the name of its algorithm before it, so that another (SM3) can follow."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _refuse_values(*codes: str) -> None:
    for code in filter(None, codes):
        if not CODE.fullmatch(code):
            raise ValueError(f"The history keeps names and codes only, not {code!r}.")
