"""How an effect happens once for a key, and a repeat gets the first answer."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import BigIntegerField
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.idempotency.models import IdempotencyKey
from portal.inserting import is_written
from portal.prepared import Given, PreparedUpdate

KEPT = timedelta(days=7)


class KeyReused(Exception):
    """The key came before with another body (422)."""

    code = "key_reused"


def once(
    scope: str, key: str, body: bytes | dict[str, Any], run: Callable[[], tuple[int, Any]]
) -> tuple[int, Any, bool]:
    """`(status, answer, replayed)`: runs `run` and keeps its answer with the key in one transaction, or replays it.

    Two at once: the unique index makes the second wait until the first has committed (then it replays) or rolled back
    (then it runs). An exception of `run` leaves neither effect nor key. Raises `KeyReused` for another body.
    """
    digest = _digest(body)
    with transaction.atomic():
        row = _claim(scope, key, digest)
        if row is None:
            return _replay(IdempotencyKey.objects.get(scope=scope, key=key), digest)
        status, answer = run()
        ANSWERED.rows(key=row.pk, status=status, answer=answer)
        return status, answer, False


def _answered() -> tuple[Any, dict[str, Any]]:
    columns = {"status_code": "status", "body": "answer"}
    fields: Any = IdempotencyKey._meta
    said = {column: Given(name, fields.get_field(column)) for column, name in columns.items()}
    return IdempotencyKey.objects.filter(pk=Given("key", BigIntegerField())), said


ANSWERED = PreparedUpdate(_answered)


def purge() -> int:
    """Forgets the keys older than `KEPT`; how many."""
    return IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0]


def _claim(scope: str, key: str, digest: str) -> IdempotencyKey | None:
    row = IdempotencyKey(scope=scope, key=key, body_hash=digest)
    return row if is_written(row) else None


def _replay(row: IdempotencyKey, digest: str) -> tuple[int, Any, bool]:
    if row.body_hash != digest or row.status_code is None:
        raise KeyReused("This key was used before with another body.")
    return row.status_code, row.body, True


def _digest(body: bytes | dict[str, Any]) -> str:
    raw = body if isinstance(body, bytes) else json.dumps(body, sort_keys=True, cls=DjangoJSONEncoder).encode()
    # Keyed: a body may be little more than a number that could be guessed from a plain digest.
    return salted_hmac("portal.idempotency", raw, algorithm="sha256").hexdigest()
