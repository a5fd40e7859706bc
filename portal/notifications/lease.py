"""Who may try a message now, and what became of the try? Every change of an outbox row's state is in this file.

A claim leases messages of one kind; tries are counted when they begin, before anything leaves; a result ends the
lease. A lease that ends by time with a try begun is a crash, three crashes are a quarantine; one that ends with none
begun costs the message nothing. Several may begin together, as they are claimed, and then a worker that dies is a crash
of each; so whatever crashed begins alone ever after, and only the one at fault can come to three. A try whose end
nobody saw leaves a doubt for good: it may have arrived. All times are the database's.
"""

import uuid
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
BEGUN = {"tries": F("tries") + 1, "is_attempting": True}
READ = (
    *("key", "channel", "template", "language", "context", "sealed", "tries", "lease", "is_attempting"),
    *("user__email", "user__phone", "user__phone_verified_at", "user__language"),
)
"""Of a message that is to be sent, no more than that takes: they are many."""
NO_LEASE = {"lease": None, "leased_until": None, "is_attempting": False}
HOLD_ALL = """UPDATE portal_outboxmessage
    SET state = 'held', lease = NULL, leased_until = NULL, is_attempting = FALSE WHERE state = 'pending'"""
"""What a restore runs before anybody sees the rows: whoever had a message in hand then has it no longer."""
log = structlog.get_logger(__name__)


def claim(limit: int) -> list[OutboxMessage]:
    """Due messages of one kind, leased to the caller, codes first.

    Up to `limit` of those that go together, and they have begun; or up to `ALONE` that go one by one, and none has.
    """
    due = OutboxMessage.objects.due().order_by("priority", "next_attempt_at", "pk")
    first = due.values_list("channel", "crashes").first()
    if first is None:
        return []
    together = goes_with_others(*first)
    lease = uuid.uuid4()
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        alike = _like(due, *first).values_list("pk", flat=True)[: limit if together else min(limit, ALONE)]
        rows = OutboxMessage.objects.filter(pk__in=list(alike))
        rows.update(lease=lease, leased_until=Now() + _lease(), **(BEGUN if together else {}))
    mine = rows.filter(lease=lease).select_related("user").only(*READ)
    return list(mine.order_by("priority", "next_attempt_at", "pk"))


def begin(message: OutboxMessage) -> bool:
    """Count its try and renew its lease; False where the lease was lost, or it is held or of no use now."""
    ours = OutboxMessage.objects.pending().filter(pk=message.pk, lease=message.lease, is_attempting=False)
    ready = ours.filter(leased_until__gt=Now()).exclude(expires_at__lte=Now())
    message.tries += 1
    return bool(ready.update(**BEGUN, leased_until=Now() + _lease()))


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


def _like(due: "models.QuerySet[OutboxMessage]", channel: str, crashes: int) -> "models.QuerySet[OutboxMessage]":
    """Those that leave in the same way as one of that channel with so many crashes."""
    alike = due.filter(channel=channel)
    if not knows_repetitions(channel):
        return alike
    return alike.filter(crashes__gt=0) if crashes else alike.filter(crashes=0)


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
