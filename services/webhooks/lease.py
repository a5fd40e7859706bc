"""Who may try a delivery now, and what became of the try? Every change of a delivery's state is in this file.

As the outbox does it, a try is counted when it begins, before anything leaves; a lease that ends by time is a crash,
and three crashes are the end. A result ends the lease. All times are the database's. Unlike the outbox a delivery is
given up after `TRIED_FOR`: by then the partner fetches what it missed, and nobody waits for it any more.
"""

import uuid
from collections.abc import Collection
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Now

from ..models import WebhookDelivery, WebhookEndpoint
from .enums import DeliveryState

TRIED_FOR = timedelta(hours=72)
CRASHES = 3
_MINUTES = (0.1, 1, 5, 30, 2 * 60, 5 * 60, 10 * 60, 14 * 60, 20 * 60)
_PAUSES = (10, 30, 60, 5 * 60, 10 * 60)
NO_LEASE = {"lease": None, "leased_until": None}
log = structlog.get_logger(__name__)


def claim(busy: Collection[int]) -> WebhookDelivery | None:
    """The next due delivery to an address that is not among the `busy`, leased to the caller, its try counted."""
    with transaction.atomic():
        due = WebhookDelivery.objects.due().exclude(endpoint__in=busy).order_by("next_attempt_at", "pk")
        found = due.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True).first()
        if found is None:
            return None
        until = Now() + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
        leased = {"lease": uuid.uuid4(), "leased_until": until, "tries": F("tries") + 1}
        WebhookDelivery.objects.filter(pk=found).update(**leased)
    return WebhookDelivery.objects.select_related("endpoint", "event").get(pk=found)


def delivered(delivery: WebhookDelivery) -> None:
    """It arrived. That stays true when the lease was lost meanwhile, so the lease is not asked for."""
    rows = WebhookDelivery.objects.filter(pk=delivery.pk).exclude(state=DeliveryState.DELIVERED)
    done = {"state": DeliveryState.DELIVERED, "delivered_at": Now(), "dead_at": None, "last_error": ""}
    rows.update(**done, **NO_LEASE)
    answered(delivery.endpoint)


def failed(delivery: WebhookDelivery, error: str) -> None:
    """It may arrive later: wait, longer each time, and a last time when its time is over; then it is given up."""
    rows = WebhookDelivery.objects.pending().filter(pk=delivery.pk, lease=delivery.lease)
    minutes = _MINUTES[min(delivery.tries, len(_MINUTES)) - 1]
    _put_off(rows, Now() + timedelta(minutes=minutes), error, is_over=Q(give_up_at__lte=Now()))


def unreachable(endpoint: WebhookEndpoint) -> None:
    """Nobody is there: nothing else is tried there for a little while, which leaves the other addresses their turn."""
    pause = timedelta(seconds=_PAUSES[min(endpoint.failures, len(_PAUSES) - 1)])
    rows = WebhookEndpoint.objects.filter(pk=endpoint.pk, failures__lt=1_000)
    rows.update(failures=F("failures") + 1, paused_until=Now() + pause)


def answered(endpoint: WebhookEndpoint) -> None:
    """Somebody is there, whatever was answered."""
    rows = WebhookEndpoint.objects.filter(pk=endpoint.pk).exclude(failures=0, paused_until=None)
    rows.update(failures=0, paused_until=None)


def reap() -> int:
    """Count a crash for each try whose lease ended without a result; what crashes again and again is given up."""
    rows = WebhookDelivery.objects.pending().filter(leased_until__lt=Now())
    if not rows.exists():
        return 0
    is_over = Q(crashes__gte=CRASHES) | Q(give_up_at__lte=Now())
    WebhookDelivery.objects.filter(pk__in=rows).update(crashes=F("crashes") + 1)
    return _put_off(rows, Now() + timedelta(seconds=10), "the worker died or hung", is_over=is_over)


def send_again(delivery: WebhookDelivery) -> bool:
    """A person asks for it: three days more, beginning now. False for what has arrived or is in hand."""
    rows = WebhookDelivery.objects.filter(pk=delivery.pk, lease=None).exclude(state=DeliveryState.DELIVERED)
    anew = {"state": DeliveryState.PENDING, "dead_at": None, "crashes": 0, "tries": 0}
    answered(delivery.endpoint)
    return bool(rows.update(**anew, next_attempt_at=Now(), give_up_at=Now() + TRIED_FOR))


def _put_off(rows: QuerySet[WebhookDelivery], until: Any, error: str, *, is_over: Q) -> int:
    return rows.update(
        state=Case(When(is_over, then=Value(DeliveryState.DEAD)), default=F("state")),
        dead_at=Case(When(is_over, then=Now()), default=None),
        next_attempt_at=Case(When(give_up_at__lt=until, then=F("give_up_at")), default=until),
        last_error=error[:200],
        **NO_LEASE,
    )
