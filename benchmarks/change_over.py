"""How long does a window wait for the portal while its staff change over by PIN: up, the names, six digits, the desk?

With the hasher of production. Of the three seconds that a change may take, two are the hand's.
"""

import re
import time
from itertools import cycle
from urllib.parse import urlencode

from .load import Connection, request
from .registry import Result, benchmark
from .server import environment, granian, inside, manage

TIMES = 8  # a window takes ten tries a minute, and one sits down first
READY = ("migrate --noinput", "createcachetable", "translations --compile", "collectstatic --noinput", "load_catalogue")
GOAL = 1000.0  # milliseconds at most, of the slowest
TOKEN = "t" * 32


@benchmark("change-over")
def change_over() -> list[Result]:
    with environment():
        for command in READY:
            manage(*command.split())
        prepared = inside("change_over")
        with granian("portal.wsgi:application") as site, Connection(site.address) as line:
            window, staff = Window(line, prepared["token"]), cycle(prepared["staff"])
            window.sit(*next(staff))
            times = [_timed(window, *next(staff)) for _ in range(TIMES)]
    return [Result(name="change-over", value=max(times), unit="ms", goal=GOAL, at_most=True)]


def _timed(window: "Window", who: str, pin: str) -> float:
    began = time.perf_counter()
    window.open("/desk/change-over/", {})
    window.sit(who, pin)
    return 1000 * (time.perf_counter() - began)


class Window:
    """A browser of a paired window that follows where it is sent, and keeps its cookies."""

    def __init__(self, line: Connection, token: str) -> None:
        self.line, self.cookies = line, {"desk_window": token, "csrftoken": TOKEN}

    def sit(self, who: str, pin: str) -> None:
        """Raises `AssertionError` where the desk is not there in the end: a fast refusal is no change."""
        shown = self.open("/desk/sign-on/", {"who": who, "pin": pin})
        assert b'id="check-form"' in shown, shown[:200]

    def open(self, path: str, form: dict[str, str] | None = None) -> bytes:
        head, body = self.line.answer(self._request(path, form))
        found = re.findall(r"\r\nset-cookie: +(\w+)=([^;\r]*)", head.decode(), re.IGNORECASE)
        self.cookies |= {name: value.strip('"') for name, value in found}
        where = re.search(r"\r\nlocation: +(\S+)", head.decode(), re.IGNORECASE)
        return self.open(where[1]) if where else body

    def _request(self, path: str, form: dict[str, str] | None) -> bytes:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items() if value)}
        if form is None:
            return request("GET", path, headers=headers)
        headers |= {"X-CSRFToken": self.cookies["csrftoken"], "Content-Type": "application/x-www-form-urlencoded"}
        return request("POST", path, urlencode(form), headers)
