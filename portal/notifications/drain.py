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
from .outgoing import Outgoing

BATCH = 500
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


def _send(messages: list[Outgoing]) -> None:
    """A provider that does not answer is not asked again just now; what was meant for it waits."""
    channel = messages[0].channel
    with closing(courier_for(channel)) as courier:
        is_there = _together(messages, courier) if messages[0].is_begun else _one_by_one(messages, courier)
    if not is_there:
        lease.release(messages, while_unreachable())
        lease.postpone(channel, while_unreachable())


def _one_by_one(messages: list[Outgoing], courier: Courier) -> bool:
    return all(_together([message], courier) for message in messages if lease.begin(message))


def _together(begun: list[Outgoing], courier: Courier) -> bool:
    """One try each; False where the provider could not be reached. Whose turn does not come in time gets it back."""
    end = monotonic() + settings.OUTBOX_LEASE_SECONDS / 3
    tries = Tries(courier)
    for message in begun:
        if not tries.make(message) or monotonic() > end:
            break
    lease.settle(begun, tries.left, tries.others)
    return tries.is_there


class Tries:
    """One after the other; what became of them is noted together."""

    def __init__(self, courier: Courier) -> None:
        self.courier, self.is_there = courier, True
        self.left: list[Outgoing] = []
        self.others: list[tuple[lease.Note, Outgoing, str]] = []
        self.drawn = Drawn()

    def make(self, message: Outgoing) -> bool:
        """False where the provider could not be reached at all."""
        try:
            self.courier.send(compose(message, self.drawn))
        except Unreachable as error:
            self.is_there = False
            self._note(lease.unanswered if isinstance(error, Unanswered) else lease.failed, message, str(error))
        except Later as error:
            self._note(lease.failed, message, str(error))
        except Rejected as error:
            self._note(lease.refused, message, str(error))
        except Exception as error:  # a fault of ours or the provider's code: counted, never lost
            self._note(lease.crashed, message, type(error).__name__)
        else:
            self.left.append(message)
        return self.is_there

    def _note(self, what: lease.Note, message: Outgoing, error: str) -> None:
        self.others.append((what, message, error))
