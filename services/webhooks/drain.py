"""How do events leave? From the table, a worker asking many addresses at once and each for one event at a time.

The threads know the network and no database: what a try came to is written by the one who claimed it. An address that
hangs costs its own turn; the events of one card go in their order, because a later one is not due before.
"""

import json
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from time import monotonic
from typing import Any

import structlog

from ..models import PartnerEvent, WebhookDelivery
from . import lease
from .api import EventAnswer
from .post import post
from .problems import Undelivered, Unreachable
from .signing import signed_headers
from .spread import spread

AT_ONCE = 16
BUDGET_SECONDS = 20.0
LOOK_AGAIN_SECONDS = 0.5  # for what was written while nothing but addresses that hang is on its way
log = structlog.get_logger(__name__)


def drain(budget: float = BUDGET_SECONDS) -> bool:
    """Send what is due, also what a dead worker left; True where the time ran out with some left."""
    lease.reap()
    spread()
    end = monotonic() + budget
    running: dict[Future[None], WebhookDelivery] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while True:
            while len(running) < AT_ONCE and monotonic() < end:
                delivery = lease.claim([one.endpoint_id for one in running.values()])
                if delivery is None:
                    break
                running[pool.submit(post, **request_for(delivery))] = delivery
            if not running:
                return monotonic() >= end
            finished = wait(running, LOOK_AGAIN_SECONDS, FIRST_COMPLETED).done
            for done in finished:
                _settle(running.pop(done), done)
            if not finished:
                spread()


def request_for(delivery: WebhookDelivery) -> dict[str, Any]:
    """What leaves for one delivery: the same body and id each time, signed anew."""
    event, endpoint = delivery.event, delivery.endpoint
    body = body_of(event)
    about = {"content-type": "application/json", "user-agent": "talent-services-webhooks/1"}
    signed = signed_headers(endpoint.secret, message_id=str(event.public_id), timestamp=int(time.time()), body=body)
    return {"url": endpoint.url, "headers": about | signed, "body": body}


def body_of(event: PartnerEvent) -> bytes:
    """As the pull endpoint gives it."""
    answer: Any = EventAnswer(event)
    return json.dumps(answer.data, separators=(",", ":")).encode()


def _settle(delivery: WebhookDelivery, done: "Future[None]") -> None:
    try:
        done.result()
    except Unreachable as error:
        lease.failed(delivery, str(error))
        lease.unreachable(delivery.endpoint)
    except Undelivered as error:
        lease.failed(delivery, str(error))
        lease.answered(delivery.endpoint)
    except Exception as error:  # a fault of ours: counted, never lost
        log.error("webhook_failed", delivery=delivery.pk, error=type(error).__name__)
        lease.failed(delivery, type(error).__name__)
    else:
        lease.delivered(delivery)
