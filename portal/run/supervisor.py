"""Who starts the servers, notices that one has died, and stops them all?"""

import contextlib
import http.client
import signal
import threading
import time
from types import FrameType

from django.conf import settings
from django.db import connections

from . import claims, commands, steps, welcome
from .child import Child
from .problem import Problem

STOP_SECONDS = 5.0
START_SECONDS = 60.0


class Supervisor:
    """Runs the portal until it is asked to stop; raises `Problem` where it cannot start or a server dies."""

    def __init__(self) -> None:
        self.asked_to_stop = threading.Event()
        self.is_ready = False
        self.children: list[Child] = []

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        with claims.claim_folder(settings.VAR_DIR), contextlib.suppress(KeyboardInterrupt):
            claims.check_port(settings.HOST, settings.PORT)
            self._make_ready()
            self.is_ready = True
            try:
                self._start()
                self._watch()
            finally:
                self._stop()

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.asked_to_stop.set()
        if not self.is_ready:
            raise KeyboardInterrupt  # each step may be broken off, and is taken again by the next run

    def _make_ready(self) -> None:
        for number, (label, action) in enumerate(steps.steps(), start=1):
            steps.take(number, label, action)
        connections.close_all()

    def _start(self) -> None:
        logs = settings.VAR_DIR / "log"
        self.children.append(Child("web server", commands.web(), logs / "web.log"))
        for name, command in commands.work().items():
            self.children.append(Child(name, command, logs / f"{name}.log"))
        self._wait_for_a_page()
        if not self.asked_to_stop.is_set():
            print("\n".join(welcome.lines()), flush=True)

    def _wait_for_a_page(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self.asked_to_stop.wait(0.1) and not _answers():
            self._notice_a_death()
            if time.monotonic() > deadline:
                raise Problem(f"The web server gives no answer; its last words are in {self.children[0].log}")

    def _watch(self) -> None:
        while not self.asked_to_stop.wait(0.2):
            self._notice_a_death()

    def _notice_a_death(self) -> None:
        for child in self.children:
            if child.has_ended():
                raise Problem(f"{child.how_it_ended()}; the rest was stopped.")

    def _stop(self) -> None:
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.wait(deadline - time.monotonic())


def _answers() -> bool:
    host = "127.0.0.1" if settings.HOST in {"0.0.0.0", "localhost"} else settings.HOST  # noqa: S104
    connection = http.client.HTTPConnection(host, settings.PORT, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": settings.ALLOWED_HOSTS[0]})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
