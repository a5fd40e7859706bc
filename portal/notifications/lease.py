"""Who may try a message now, and what became of the try? Every change of an outbox row's state is in this file.

A claim leases a batch; tries are counted when they begin, before anything leaves; a result ends the lease. A lease that
ends by time with a try begun is a crash, three crashes are a quarantine; one that ends with none begun costs the
message nothing. Several may begin together, and then a worker that dies is a crash of each; so whatever crashed begins
alone ever after, and only the one at fault can come to three. A try whose end nobody saw leaves a doubt for good: it
may have arrived. All times are the database's.
"""

import uuid
from collections.abc import Iterable
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Now

from .backoff import after_crash, after_failure
from .channels import knows_repetitions
from .enums import State
from .models import OutboxMessage

CRASHES = 3
ALONE = 20
NO_LEASE = {"lease": None, "leased_until": None, "is_attempting": False}
HOLD_ALL = """UPDATE portal_outboxmessage
    SET state = 'held', lease = NULL, leased_until = NULL, is_attempting = FALSE WHERE state = 'pending'"""
"""What a restore runs before anybody sees the rows: whoever had a message in hand then has it no longer."""
log = structlog.get_logger(__name__)


def claim(limit: int) -> list[OutboxMessage]:
    """Up to `limit` due messages, leased to the caller, codes first."""
    if not OutboxMessage.objects.due().exists():
        return []
    lease = uuid.uuid4()
    with transaction.atomic():
        due = OutboxMessage.objects.due().order_by("priority", "next_attempt_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        ids = _up_to_the_slow(due.values_list("pk", "channel", "crashes")[:limit])
        OutboxMessage.objects.filter(pk__in=ids).update(lease=lease, leased_until=Now() + _lease())
    mine = OutboxMessage.objects.filter(pk__in=ids, lease=lease).select_related("user")
    return list(mine.order_by("priority", "next_attempt_at", "pk"))


def begin(messages: list[OutboxMessage]) -> list[OutboxMessage]:
    """Count their tries and renew their leases, at once; without those whose lease was lost, held or of no use now."""
    ours = OutboxMessage.objects.pending().filter(_in(messages))
    ready = ours.filter(is_attempting=False, leased_until__gt=Now()).exclude(expires_at__lte=Now())
    count = ready.update(tries=F("tries") + 1, is_attempting=True, leased_until=Now() + _lease())
    begun = set(ours.filter(is_attempting=True).values_list("pk", flat=True)) if count < len(messages) else None
    for message in messages:
        message.tries += 1
    return [message for message in messages if begun is None or message.pk in begun]


def delivered(messages: list[OutboxMessage]) -> None:
    """They left. That stays true when the lease was lost meanwhile, so the lease is not asked for."""
    rows = OutboxMessage.objects.filter(pk__in=[message.pk for message in messages]).exclude(state=State.SENT)
    rows.update(state=State.SENT, sent_at=Now(), sealed=None, quarantined_at=None, last_error="", **NO_LEASE)


def take_back(messages: list[OutboxMessage]) -> None:
    """Their turn did not come: what was begun with others and never left was no try."""
    rows = OutboxMessage.objects.pending().filter(_in(messages), is_attempting=True)
    rows.update(tries=F("tries") - 1, **NO_LEASE)


def failed(message: OutboxMessage, error: str) -> None:
    """It did not leave and may later: wait, longer each time."""
    _mine(message).update(next_attempt_at=Now() + after_failure(message.tries), last_error=error, **NO_LEASE)


def unanswered(message: OutboxMessage, error: str) -> None:
    """The provider had it and fell silent: tried again as if it had not left, and marked, for it may have."""
    wait = Now() + after_failure(message.tries)
    _mine(message).update(next_attempt_at=wait, last_error=error, doubts=F("doubts") + 1, **NO_LEASE)


def crashed(message: OutboxMessage, error: str) -> None:
    """The try broke in a way nobody foresaw; the third time it is put aside."""
    _count_crash(_mine(message), error)


def refused(message: OutboxMessage, error: str) -> None:
    """It can never leave as it is: put aside for a person to see."""
    if _mine(message).update(state=State.QUARANTINED, quarantined_at=Now(), last_error=error, **NO_LEASE):
        log.error("message_quarantined", message=message.pk, error=error)


def release(messages: list[OutboxMessage], wait: timedelta) -> None:
    """Give back what was claimed and not begun."""
    rows = OutboxMessage.objects.pending().filter(pk__in=[m.pk for m in messages], is_attempting=False)
    for lease in {m.lease for m in messages}:
        rows.filter(lease=lease).update(next_attempt_at=Now() + wait, **NO_LEASE)


def postpone(channel: str, wait: timedelta) -> None:
    """Nobody needs to ask a silent provider again just now."""
    OutboxMessage.objects.due().filter(channel=channel).update(next_attempt_at=Now() + wait)


def send_again(message: OutboxMessage) -> bool:
    """A person has seen to what stopped it: try now, with a clean slate. False for what is sent, dropped or in hand."""
    stopped = Q(state__in=[State.QUARANTINED, State.HELD]) | Q(state=State.PENDING, lease__isnull=True)
    rows = OutboxMessage.objects.filter(stopped, pk=message.pk)
    return bool(rows.update(state=State.PENDING, crashes=0, quarantined_at=None, next_attempt_at=Now()))


def hold() -> int:
    """After a restore: nothing that is not in hand leaves until `let_go`, for it may have left before."""
    rows = OutboxMessage.objects.pending().filter(is_attempting=False)
    return rows.update(state=State.HELD, **NO_LEASE)


def let_go() -> int:
    return OutboxMessage.objects.filter(state=State.HELD).update(state=State.PENDING, next_attempt_at=Now())


def reap() -> int:
    """Count a crash for every try whose lease ended without a result."""
    return _count_crash(OutboxMessage.objects.crashed(), "the worker died or hung")


def expire() -> int:
    """Drop what is of no use any more, with the address and the code it held."""
    rows = OutboxMessage.objects.stale()
    return rows.update(state=State.EXPIRED, sealed=None, last_error="", **NO_LEASE) if rows.exists() else 0


def goes_with_others(channel: str, crashes: int) -> bool:
    """A repetition does no harm at its provider, and no worker ever died of it."""
    return not crashes and knows_repetitions(channel)


def _up_to_the_slow(due: Iterable[tuple[int, str, int]]) -> list[int]:
    """Their ids, only as far as the last of `ALONE` that go one by one: a code written meanwhile need not wait long."""
    ids, alone = [], 0
    for pk, channel, crashes in due:
        alone += not goes_with_others(channel, crashes)
        if alone > ALONE:
            break
        ids.append(pk)
    return ids


def _lease() -> timedelta:
    return timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)


def _in(messages: list[OutboxMessage]) -> Q:
    """All of one claim, as its lease says."""
    return Q(pk__in=[message.pk for message in messages], lease__in={message.lease for message in messages})


def _mine(message: OutboxMessage) -> "models.QuerySet[OutboxMessage]":
    return OutboxMessage.objects.pending().filter(pk=message.pk, lease=message.lease, is_attempting=True)


def _count_crash(rows: "models.QuerySet[OutboxMessage]", error: str) -> int:
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
        **NO_LEASE,
    )
