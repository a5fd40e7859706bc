"""Messages go out while workers, Redis and PostgreSQL die: who writes, what breaks and when, what arrived?"""

import contextlib
import itertools
import random
import threading
import time
from datetime import timedelta

from django.db import Error, connection, transaction
from kombu.exceptions import OperationalError
from redis import RedisError

from portal.notifications.outbox import send_to_address
from tests.harness.full import size
from tests.harness.provider import without_outbox

BATCH = 50
QUIET = size(20, 120)  # seconds: longer than a lease
POOL = "--pool=prefork"  # as it runs where there is a Redis
PROVIDER = {"SMS_BACKEND": "tests.harness.provider.Provider"}


class Outside:
    """What reached the two providers: text messages under a key that is honoured, letters that just arrive."""

    def __init__(self, folder, mail):
        self.file, self.mail = folder / "provider", mail
        place = f"smtp://127.0.0.1:{mail.port}"
        self.environment = PROVIDER | {"PROVIDER_LOG": str(self.file), "EMAIL_URL": place}

    def texts(self):
        return self.file.read_text().split() if self.file.exists() else []

    def reached(self):
        return (self.file.stat().st_size // 33 if self.file.exists() else 0) + len(self.mail.taken)


def into_the_outbox(numbers):
    """A transaction of even numbers as text messages, odd ones as letters."""
    with transaction.atomic():
        for number in numbers:
            channel, address = ("email", f"p{number}@example.cn") if number % 2 else ("sms", f"+8613{number:09}")
            context = {"code": f"{number:06}", "minutes": 10}
            kept = {"lifetime": timedelta(days=1), "language": "en"}
            send_to_address(channel, address, "signin_code", context=context, key=f"c{number}", **kept)


def write_one_by_one(numbers, channel="sms"):
    """A transaction each, as a page does it; how many seconds the slowest took."""
    slowest = 0.0
    for number in numbers:
        began = time.monotonic()
        address = f"+8613{number:09}" if channel == "sms" else f"p{number}@example.cn"
        context = {"code": f"{number:06}", "minutes": 10}
        kept = {"lifetime": timedelta(days=1), "language": "en"}
        with transaction.atomic():
            send_to_address(channel, address, "signin_code", context=context, key=f"o{number}", **kept)
        slowest = max(slowest, time.monotonic() - began)
    return slowest


def into_the_broker(numbers):
    """The control: each message is a task and nothing else."""
    for number in numbers:
        without_outbox.apply_async(args=[f"{number:032}"])


def write(count, put):
    """All of them, each batch again until it was taken: whoever sees an error presses again."""
    for first in range(0, count, BATCH):
        while True:
            try:
                put(range(first, min(first + BATCH, count)))
                break
            except (Error, OperationalError, RedisError):
                connection.close()
                time.sleep(0.2)
    connection.close()


class Storm:
    """`faults` is how many of each kind; they come evenly spread over the messages that have left.

    Where so much was lost that nothing leaves any more for `quiet` seconds, the next comes all the same.
    """

    def __init__(self, portal, redis, postgres, outside, *options):
        self.portal, self.redis, self.postgres, self.outside, self.options = portal, redis, postgres, outside, options
        self.workers = []
        self.ways = itertools.cycle((self.group_killed, self.parent_killed, self.child_killed))

    def rage(self, count, put, quiet=QUIET, **faults):
        for _ in range(2):
            self.new_worker()
        self.portal.beat()
        writer = threading.Thread(target=write, args=(count, put))
        writer.start()
        order = [kind for kind, times in faults.items() for _ in range(times)]
        random.Random(7).shuffle(order)
        for place, kind in enumerate(order, start=1):
            self.until_left(count * place // (len(order) + 1), quiet)
            getattr(self, kind)()
        writer.join()

    def until_left(self, mark, quiet):
        """Until so many have left, or none does any more."""
        reached, quiet_from = self.outside.reached(), time.monotonic()
        while reached < mark and time.monotonic() < quiet_from + quiet:
            time.sleep(0.05)
            if self.outside.reached() > reached:
                reached, quiet_from = self.outside.reached(), time.monotonic()

    def new_worker(self):
        self.workers.append(self.portal.worker(POOL, *self.options, **self.outside.environment))

    def worker_killed(self):
        """In turn all of it, the parent alone, a child alone."""
        next(self.ways)()

    def group_killed(self):
        self.portal.kill(self.workers.pop(0))
        self.new_worker()

    def parent_killed(self):
        self.portal.kill_parent(self.workers.pop(0))
        self.new_worker()

    def child_killed(self):
        self.portal.kill_child(self.workers[0])

    def redis_killed(self):
        self.redis.kill()
        time.sleep(0.5)
        self.redis.start()

    def redis_flushed(self):
        self.redis.flush()

    def postgres_restarted(self):
        self.postgres.restart("immediate")
        with contextlib.suppress(Error):
            connection.close()
