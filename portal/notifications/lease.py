"""Who may try a message now, and what became of the try? Every change of an outbox row's state is in this file.

A try is counted before anything leaves. Where messages go one by one, a claim leases each in its row; the try is
counted there as it begins, and a result ends the lease. Where they go together, a batch names them all (batches.py): it
counts as a try of each until it ends, and they are written once, with the result. What ends by time with a try begun is
a crash, three crashes are a quarantine; a lease with none begun costs the message nothing. A worker that dies is a
crash of each it had begun; so whatever crashed begins alone ever after, and only the one at fault can come to three. A
try whose end nobody saw leaves a doubt for good: it may have arrived. All times are the database's.
"""

import uuid
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Now

from . import batches
from .backoff import after_crash, after_failure
from .channels import knows_repetitions
from .enums import State
from .models import OutboxMessage
from .outgoing import Outgoing, read
from .querysets import OutboxQuerySet

CRASHES = 3
ALONE = 20
ORDER = ("priority", "next_attempt_at", "pk")
COUNTED = {"tries": F("tries") + 1}
NO_LEASE = {"lease": None, "leased_until": None, "is_attempting": False}
DIED = "the worker died or hung"
HOLD_ALL = """UPDATE portal_outboxmessage
    SET state = 'held', lease = NULL, leased_until = NULL, is_attempting = FALSE WHERE state = 'pending'"""
"""What a restore runs before anybody sees the rows: whoever had a message in hand then has it no longer."""
Note = Callable[[Outgoing, str], None]
log = structlog.get_logger(__name__)


@transaction.atomic
def claim(limit: int) -> list[Outgoing]:
    """Due messages of one kind, for the caller alone, codes first.

    Up to `limit` of those that go together, and they have begun; or up to `ALONE` that go one by one, and none has.
    """
    due = _in_nobodys_hand(OutboxMessage.objects.due()).order_by(*ORDER)
    first = due.values_list("channel", "crashes").first()
    if first is None:
        return []
    alike = _like(due, *first)
    return _begun(alike[:limit]) if goes_with_others(*first) else _leased(alike[: min(limit, ALONE)])


def _begun(rows: OutboxQuerySet) -> list[Outgoing]:
    lease = uuid.uuid4()
    if messages := read(rows, lease, is_begun=True):
        batches.begin([message.pk for message in messages], lease, _lease())
    return messages


def _leased(rows: OutboxQuerySet) -> list[Outgoing]:
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    mine, lease = OutboxMessage.objects.filter(pk__in=list(rows.values_list("pk", flat=True))), uuid.uuid4()
    mine.update(lease=lease, leased_until=Now() + _lease())
    return read(mine.order_by(*ORDER), lease)


def begin(message: Outgoing) -> bool:
    """Count its try and renew its lease; False where the lease was lost, or it is held or of no use now."""
    ours = OutboxMessage.objects.pending().filter(pk=message.pk, lease=message.lease, is_attempting=False)
    ready = ours.filter(leased_until__gt=Now()).exclude(expires_at__lte=Now())
    return bool(ready.update(**COUNTED, is_attempting=True, leased_until=Now() + _lease()))


@transaction.atomic
def settle(begun: list[Outgoing], left: list[Outgoing], others: Iterable[tuple[Note, Outgoing, str]] = ()) -> None:
    """What became of those that were begun; where the lease was lost, only that some left. The rest is as it was."""
    was_together = begun[0].is_begun
    is_ours = batches.end(begun[0].lease) if was_together else True  # else each row says it
    if left:
        delivered(left, COUNTED if was_together and is_ours else {})
    for note, message, error in others if is_ours else ():
        note(message, error)


def delivered(messages: list[Outgoing], counted: dict[str, Any]) -> None:
    """They left. That stays true when the lease was lost meanwhile, so the lease is not asked for."""
    rows = OutboxMessage.objects.filter(pk__in=batches.numbers(message.pk for message in messages))
    rows = rows.exclude(state=State.SENT)
    rows.update(state=State.SENT, sent_at=Now(), sealed=None, quarantined_at=None, last_error="", **counted, **NO_LEASE)


def failed(message: Outgoing, error: str) -> None:
    """It did not leave and may later: wait, longer each time."""
    _end(message, next_attempt_at=Now() + after_failure(message.tries + 1), last_error=error)


def unanswered(message: Outgoing, error: str) -> None:
    """The provider had it and fell silent: tried again as if it had not left, and marked, for it may have."""
    wait = Now() + after_failure(message.tries + 1)
    _end(message, next_attempt_at=wait, last_error=error, doubts=F("doubts") + 1)


def crashed(message: Outgoing, error: str) -> None:
    """The try broke in a way nobody foresaw; the third time it is put aside."""
    _count_crash(_mine(message), error, _counted(message))


def refused(message: Outgoing, error: str) -> None:
    """It can never leave as it is: put aside for a person to see."""
    if _end(message, state=State.QUARANTINED, quarantined_at=Now(), last_error=error):
        log.error("message_quarantined", message=message.pk, error=error)


def release(messages: list[Outgoing], wait: timedelta) -> None:
    """Give back what was claimed and not begun."""
    rows = OutboxMessage.objects.pending().filter(pk__in=[m.pk for m in messages], is_attempting=False)
    for lease in {m.lease for m in messages}:
        rows.filter(lease=lease).update(next_attempt_at=Now() + wait, **NO_LEASE)


@transaction.atomic
def postpone(channel: str, wait: timedelta) -> None:
    """Nobody needs to ask a silent provider again just now."""
    due = _in_nobodys_hand(OutboxMessage.objects.due())
    due.filter(channel=channel).update(next_attempt_at=Now() + wait)


@transaction.atomic
def send_again(message: OutboxMessage) -> bool:
    """A person has seen to what stopped it: try now, with a clean slate. False for what is sent, dropped or in hand."""
    stopped = Q(state__in=[State.QUARANTINED, State.HELD]) | Q(state=State.PENDING, lease__isnull=True)
    rows = _in_nobodys_hand(OutboxMessage.objects.filter(stopped, pk=message.pk))
    return bool(rows.update(state=State.PENDING, crashes=0, quarantined_at=None, next_attempt_at=Now()))


@transaction.atomic
def hold() -> int:
    """After a restore: nothing that is not in hand leaves until `let_go`, for it may have left before."""
    rows = _in_nobodys_hand(OutboxMessage.objects.pending().filter(is_attempting=False))
    return rows.update(state=State.HELD, **NO_LEASE)


def let_go() -> int:
    return OutboxMessage.objects.filter(state=State.HELD).update(state=State.PENDING, next_attempt_at=Now())


@transaction.atomic
def reap() -> int:
    """Count a crash for every try whose lease ended without a result."""
    together = OutboxMessage.objects.pending().filter(pk__in=batches.numbers(batches.take_ended()))
    return _count_crash(together, DIED, COUNTED) + _count_crash(OutboxMessage.objects.crashed(), DIED)


@transaction.atomic
def expire() -> int:
    """Drop what is of no use any more, with the address and the code it held."""
    rows = _in_nobodys_hand(OutboxMessage.objects.stale())
    return rows.update(state=State.EXPIRED, sealed=None, last_error="", **NO_LEASE) if rows.exists() else 0


def goes_with_others(channel: str, crashes: int) -> bool:
    """A repetition does no harm at its provider, and no worker ever died of it."""
    return not crashes and knows_repetitions(channel)


def _in_nobodys_hand(rows: OutboxQuerySet) -> OutboxQuerySet:
    """Without those of a batch; none is begun until this transaction ends."""
    batches.wait_for_turn()
    return rows.exclude(pk__in=batches.in_hand())


def _like(due: OutboxQuerySet, channel: str, crashes: int) -> OutboxQuerySet:
    """Those that leave in the same way as one of that channel with so many crashes."""
    alike = due.filter(channel=channel)
    if not knows_repetitions(channel):
        return alike
    return alike.filter(crashes__gt=0) if crashes else alike.filter(crashes=0)


def _lease() -> timedelta:
    return timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)


def _mine(message: Outgoing) -> OutboxQuerySet:
    """The row; of one begun by itself only while the lease is there."""
    ours = {} if message.is_begun else {"lease": message.lease, "is_attempting": True}
    return OutboxMessage.objects.pending().filter(pk=message.pk, **ours)


def _counted(message: Outgoing) -> dict[str, Any]:
    """The try of one begun by itself stands in its row already."""
    return COUNTED if message.is_begun else {}


def _end(message: Outgoing, **result: Any) -> int:
    return _mine(message).update(**result, **_counted(message), **NO_LEASE)


def _count_crash(rows: OutboxQuerySet, error: str, counted: dict[str, Any] | None = None) -> int:
    if not rows.exists():
        return 0
    last = When(crashes__gte=CRASHES - 1, then=Value(State.QUARANTINED))
    moment = When(crashes__gte=CRASHES - 1, then=Now())
    return rows.update(
        state=Case(last, default=F("state")),
        quarantined_at=Case(moment, default=None),
        crashes=F("crashes") + 1,
        doubts=F("doubts") + 1,
        next_attempt_at=Now() + after_crash(),
        last_error=error,
        **(counted or {}),
        **NO_LEASE,
    )
