"""Which statements about messages must always hold?"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from portal.reconcile import invariant

from .enums import State
from .models import InboxMessage, OutboxBatch, OutboxMessage

LONG = timedelta(minutes=15)


@invariant("outbox: sent exactly where there is a moment of sending, and nothing kept that was sealed")
def sent_is_complete() -> Iterable[str]:
    done = OutboxMessage.objects.filter(state__in=[State.SENT, State.EXPIRED])
    wrong = Q(state=State.SENT, sent_at__isnull=True) | Q(sealed__isnull=False) | Q(is_attempting=True)
    return _named(done.filter(wrong))


@invariant("outbox: nothing is leased for long")
def no_long_lease() -> Iterable[str]:
    yield from _named(OutboxMessage.objects.filter(leased_until__lt=Now() - LONG))
    yield from (f"batch {pk}" for pk in _ids(OutboxBatch.objects.filter(leased_until__lt=Now() - LONG)))


@invariant("outbox: nothing due is left lying")
def nothing_left_lying() -> Iterable[str]:
    return _named(OutboxMessage.objects.due().filter(next_attempt_at__lt=Now() - LONG))


@invariant("outbox: whatever is in quarantine says since when and why")
def quarantine_speaks() -> Iterable[str]:
    return _named(OutboxMessage.objects.in_quarantine().filter(Q(quarantined_at__isnull=True) | Q(last_error="")))


@invariant("outbox: whatever was sent was tried, and no crash or doubt is counted that was no try")
def tries_are_counted() -> Iterable[str]:
    wrong = Q(state=State.SENT, tries=0) | Q(crashes__gt=F("tries")) | Q(doubts__gt=F("tries"))
    return _named(OutboxMessage.objects.filter(wrong))


@invariant("inbox: nothing was read before it was written")
def read_after_written() -> Iterable[str]:
    return (f"inbox message {pk}" for pk in _ids(InboxMessage.objects.filter(read_at__lt=F("created_at"))))


def _named(rows: QuerySet[OutboxMessage]) -> Iterable[str]:
    return (f"outgoing message {pk}" for pk in _ids(rows))


def _ids(rows: QuerySet[Any]) -> Iterable[Any]:
    return rows.order_by("pk").values_list("pk", flat=True)
