"""How do waiting messages leave? Batch by batch, each through its channel, until none is due or the time is used."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from . import lease
from .backoff import while_unreachable
from .channels import Courier, Later, Rejected, Unanswered, Unreachable, courier_for
from .compose import compose
from .models import OutboxMessage

BATCH = 20
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
        for message in batch:
            if message.channel in silent:
                continue
            courier = couriers.setdefault(message.channel, courier_for(message.channel))
            if lease.begin(message) and not _try(message, courier):
                silent.add(message.channel)
                _postpone(message.channel, batch)


def _try(message: OutboxMessage, courier: Courier) -> bool:
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
        lease.delivered(message)
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
