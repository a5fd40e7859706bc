"""How do waiting messages leave? Batch by batch, each through its channel, until none is due or the time is used.

Where the provider knows a repetition by its key, many are begun and noted as delivered together; elsewhere, and where a
worker died of one of them, each is begun and noted by itself.
"""

from contextlib import closing
from time import monotonic

from django.conf import settings

from . import lease
from .backoff import while_unreachable
from .channels import Courier, Later, Rejected, Unanswered, Unreachable, courier_for
from .compose import Drawn, compose
from .models import OutboxMessage

BATCH = 200
BUDGET_SECONDS = 45.0


def drain(budget: float = BUDGET_SECONDS) -> bool:
    """Send what is due, also what a dead worker left; True where the time ran out with messages left."""
    lease.reap()
    lease.expire()
    end = monotonic() + budget
    while monotonic() < end:
        messages = lease.claim(BATCH)
        if not messages:
            return False
        _send(messages)
    return True


def _send(messages: list[OutboxMessage]) -> None:
    """A provider that does not answer is not asked again just now; what was meant for it waits."""
    channel = messages[0].channel
    with closing(courier_for(channel)) as courier:
        is_there = _together(messages, courier) if messages[0].is_attempting else _one_by_one(messages, courier)
    if not is_there:
        lease.release(messages, while_unreachable())
        lease.postpone(channel, while_unreachable())


def _one_by_one(messages: list[OutboxMessage], courier: Courier) -> bool:
    return all(_together([message], courier) for message in messages if lease.begin(message))


def _together(begun: list[OutboxMessage], courier: Courier) -> bool:
    """One try each; False where the provider could not be reached. Whose turn does not come in time gets it back."""
    end = monotonic() + settings.OUTBOX_LEASE_SECONDS / 3
    left: list[OutboxMessage] = []
    waiting, is_there, drawn = list(reversed(begun)), True, Drawn()
    while waiting and is_there and (len(waiting) == len(begun) or monotonic() < end):
        message = waiting.pop()
        is_there = _try(message, courier, left, drawn)
    if left:
        lease.delivered(left)
    if waiting:
        lease.take_back(waiting)
    return is_there


def _try(message: OutboxMessage, courier: Courier, left: list[OutboxMessage], drawn: Drawn) -> bool:
    """One try and its result; False where the provider could not be reached at all."""
    try:
        courier.send(compose(message, drawn))
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
