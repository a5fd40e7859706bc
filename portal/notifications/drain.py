"""How do waiting messages leave? Batch by batch, each through its channel, until none is due or the time is used.

Where the provider knows a repetition by its key, many are begun and noted as delivered together; elsewhere, and where a
worker died of one of them, each is begun and noted by itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from time import monotonic

from django.conf import settings

from . import lease
from .backoff import while_unreachable
from .channels import Courier, Later, Rejected, Unanswered, Unreachable, courier_for
from .compose import compose
from .models import OutboxMessage

BATCH = 200
BUDGET_SECONDS = 45.0


def drain(budget: float = BUDGET_SECONDS) -> bool:
    """Send what is due, also what a dead worker left; True where the time ran out with messages left."""
    lease.reap()
    lease.expire()
    end = monotonic() + budget
    while monotonic() < end:
        batch = lease.claim(BATCH)
        if not batch:
            return False
        _send(batch)
    return True


def _send(batch: list[OutboxMessage]) -> None:
    """A provider that does not answer is asked once a batch; what was meant for it waits."""
    with _couriers() as couriers:
        silent: set[str] = set()
        for group in _groups(batch):
            channel = group[0].channel
            if channel in silent:
                continue
            courier = couriers.setdefault(channel, courier_for(channel))
            if not _try_each(lease.begin(group), courier):
                silent.add(channel)
                _postpone(channel, batch)


def _groups(batch: list[OutboxMessage]) -> Iterator[list[OutboxMessage]]:
    """Codes first, then channel by channel: what may go together, and each of the others alone."""
    kinds = groupby(sorted(batch, key=_kind), key=_kind)
    for (_priority, _channel, is_alone), messages in kinds:
        if is_alone:
            yield from ([message] for message in messages)
        else:
            yield list(messages)


def _kind(message: OutboxMessage) -> tuple[int, str, bool]:
    return message.priority, message.channel, not lease.goes_with_others(message.channel, message.crashes)


def _try_each(begun: list[OutboxMessage], courier: Courier) -> bool:
    """One try each; False where the provider could not be reached. Whose turn does not come in time gets it back."""
    end = monotonic() + settings.OUTBOX_LEASE_SECONDS / 3
    left: list[OutboxMessage] = []
    waiting, is_there = list(reversed(begun)), True
    while waiting and is_there and (len(waiting) == len(begun) or monotonic() < end):
        message = waiting.pop()
        is_there = _try(message, courier, left)
    if left:
        lease.delivered(left)
    if waiting:
        lease.take_back(waiting)
    return is_there


def _try(message: OutboxMessage, courier: Courier, left: list[OutboxMessage]) -> bool:
    """One try and its result; False where the provider could not be reached at all."""
    try:
        courier.send(compose(message))
    except Unanswered as error:
        lease.unanswered(message, str(error))
        return False
    except Unreachable as error:
        lease.failed(message, str(error))
        return False
    except Later as error:
        lease.failed(message, str(error))
    except Rejected as error:
        lease.refused(message, str(error))
    except Exception as error:  # a fault of ours or the provider's code: counted, never lost
        lease.crashed(message, type(error).__name__)
    else:
        left.append(message)
    return True


def _postpone(channel: str, batch: list[OutboxMessage]) -> None:
    lease.release([message for message in batch if message.channel == channel], while_unreachable())
    lease.postpone(channel, while_unreachable())


@contextmanager
def _couriers() -> Iterator[dict[str, Courier]]:
    couriers: dict[str, Courier] = {}
    try:
        yield couriers
    finally:
        for courier in couriers.values():
            courier.close()
