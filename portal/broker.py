"""How is the broker told of work? After the commit, briefly, and so that its absence harms no page.

The broker carries hints only: whatever it loses, a sweeper finds again in the database.
"""

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any

import structlog
from django.db import transaction
from kombu import pools

from portal.celery import app

QUIET_SECONDS = 10.0
MOMENT = 0.2
BRIEF = {"socket_timeout": 1, "socket_connect_timeout": 1, "max_retries": 0}
log = structlog.get_logger(__name__)
_quiet_until = 0.0
_moments: dict[str, tuple[float, bool]] = {}
"""By the name of a task: when it was last sent at once, and whether one more is on its way already."""


def send_on_commit(task: Any, *ids: int | str) -> None:
    """Send `task` once this transaction has committed; the same task with the same ids is sent once a transaction."""
    call = partial(send, task, *ids)
    if not any(_same(call, waiting) for waiting in _waiting()):
        transaction.on_commit(call, robust=True)


def send(task: Any, *ids: int | str, countdown: float | None = None) -> bool:
    """Whether the broker took it. After a failure nothing is tried for a while: each try may cost a page a second."""
    global _quiet_until
    if monotonic() < _quiet_until:
        return False
    try:
        with _producer() as producer:
            task.apply_async(args=ids, producer=producer, retry=False, expires=600, countdown=countdown)
    except Exception as error:  # whatever the transport raises: the page has been saved and must not fail
        _quiet_until = monotonic() + QUIET_SECONDS
        log.warning("broker_unreachable", task=task.name, error=type(error).__name__)
        return False
    return True


def send_soon_on_commit(task: Any) -> None:
    """As `send_on_commit`, for a task that does all that waits: many commits in one moment send it twice."""
    call = partial(_send_soon, task)
    if not any(_same(call, waiting) for waiting in _waiting()):
        transaction.on_commit(call, robust=True)


def _send_soon(task: Any) -> None:
    """At once; what follows within a moment shares one more, sent ahead for when the moment is over."""
    now = monotonic()
    began, is_sent_ahead = _moments.get(task.name, (-MOMENT, False))
    if now - began >= MOMENT:
        _moments[task.name] = (now, False)
        send(task)
    elif not is_sent_ahead:
        _moments[task.name] = (began, True)
        send(task, countdown=MOMENT)


def _producer() -> Any:
    """From a pool of its own: a page waits a second for the broker, a worker may wait longer."""
    connection = app.connection_for_write(transport_options=BRIEF, connect_timeout=1)
    return pools.producers[connection].acquire(block=True, timeout=1)


def _waiting() -> list[Callable[[], Any]]:
    return [entry[1] for entry in transaction.get_connection().run_on_commit]


def _same(call: "partial[Any]", other: Callable[[], Any]) -> bool:
    return isinstance(other, partial) and (other.func, other.args) == (call.func, call.args)
