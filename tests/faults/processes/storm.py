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

BATCH = 50
START = 60  # seconds, at most, in which a worker begins
QUIET = size(20, 120)  # seconds: longer than a lease
LINGERING = (
    "--pool=prefork",  # as it runs where there is a Redis
    "--include=tests.harness.lingering,tests.harness.provider",
)
ENOUGH = 20_000  # messages, from which on all that was asked for breaks
ALL = {"worker_killed": 20, "redis_killed": 5, "redis_flushed": 5, "postgres_restarted": 5}
FEW = {"worker_killed": 4, "redis_killed": 1, "redis_flushed": 1, "postgres_restarted": 1}
PROVIDER = {"SMS_BACKEND": "tests.harness.provider.Provider"}


def faults(messages):
    """What breaks, and how often, while so many go out."""
    return ALL if messages >= ENOUGH else FEW


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
    """`faults` is how many of each kind; once messages leave, they come evenly spread over those that have left."""

    def __init__(self, portal, redis, postgres, outside):
        self.portal, self.redis, self.postgres, self.outside = portal, redis, postgres, outside
        self.workers = []
        self.ways = itertools.cycle((self.group_killed, self.parent_killed, self.child_killed))

    def rage(self, count, put, over=None, **faults):
        """`over` is how many leave for certain, where that is not all."""
        for _ in range(2):
            self.new_worker()
        self.portal.beat()
        writer = threading.Thread(target=write, args=(count, put))
        writer.start()
        order = [kind for kind, times in faults.items() for _ in range(times)]
        random.Random(7).shuffle(order)
        self.until_left(1, START)
        for place, kind in enumerate(order, start=1):
            self.until_left((over or count) * place // (len(order) + 1))
            getattr(self, kind)()
        writer.join()

    def until_left(self, mark, quiet=QUIET):
        """Until so many have left, or none does any more for `quiet` seconds."""
        reached, quiet_from = self.outside.reached(), time.monotonic()
        while reached < mark and time.monotonic() < quiet_from + quiet:
            time.sleep(0.05)
            if self.outside.reached() > reached:
                reached, quiet_from = self.outside.reached(), time.monotonic()

    def new_worker(self):
        self.workers.append(self.portal.worker(*LINGERING, **self.outside.environment))

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
