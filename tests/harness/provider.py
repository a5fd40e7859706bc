"""A provider of text messages as seen from outside: what reached it, in order, and where a worker may hang."""

import itertools
import os
import signal
import threading
import time
from pathlib import Path

from celery import shared_task

from portal.notifications.channels import Envelope

CALLS = itertools.count(1)
HANG = threading.Event()


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def loop():
    while True:
        pass


def eat():
    eaten = []
    while True:
        eaten.append(bytearray(1 << 24))


HURTS = {"dies": die, "loops": loop, "eats": eat}


class Provider:
    """Notes each key it is given; two numbered calls never return, one before the note and one after it.

    It is one that knows a repetition by its key. `PROVIDER_HURTS` is a key at which the worker, each time, does what
    `PROVIDER_HURT` says: dies, loops, eats.
    """

    knows_repetitions = True

    def send(self, envelope):
        call = next(CALLS)
        time.sleep(0.002)
        self._hang_at(call, "PROVIDER_HANGS_BEFORE")
        with Path(os.environ["PROVIDER_LOG"]).open("a") as log:
            log.write(f"{envelope.key}\n")
        self._hang_at(call, "PROVIDER_HANGS_AFTER")
        if envelope.key == os.environ.get("PROVIDER_HURTS"):
            HURTS[os.environ["PROVIDER_HURT"]]()

    def close(self):
        pass

    def _hang_at(self, call, name):
        if call == int(os.environ.get(name, "0")):
            HANG.wait()


@shared_task(name="tests.without_outbox")
def without_outbox(key):
    """The control: the message travels in the broker itself, as Celery does it by default."""
    Provider().send(Envelope("", "", "", key))
