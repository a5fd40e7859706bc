"""A real web server's signing key turns five times while counters check without a pause: does any check fail?

A turn is what docs/deploying.md says: another ring in the environment of the processes that begin from then on.
"""

import base64
import json
import threading
import time
from functools import partial
from itertools import count
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from django.db import connection
from django.test import Client

from accounts.models import LiveCode
from examples.verifier import verify
from tests.harness.at_once import at_once
from tests.harness.celery_worker import celery
from tests.harness.processes import wait_until
from tests.hostile.world import system_of

COUNTERS, TURNS = 3, 5
KEYS = [f"turn-{turn}:{base64.b64encode(bytes([turn]) * 32).decode()}" for turn in range(TURNS + 3)]
TOKEN = "t" * 32
SERVER = {"DJANGO_SETTINGS_MODULE": "tests.faults.processes.settings", "PARTNER_CALLS_A_MINUTE": "1000000"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


class Counters:
    """They ask `site` of codes that its holder makes there, and a verifier that knows what was fetched before."""

    def __init__(self, card, hospital):
        holder = Client()
        holder.force_login(card.talent)
        cookies = f"csrftoken={TOKEN}; sessionid={holder.cookies['sessionid'].value}"
        self.holder = {"Cookie": cookies, "X-CSRFToken": TOKEN}
        token = system_of(hospital).defaults["HTTP_AUTHORIZATION"]
        self.system = {"Authorization": token, "Content-Type": "application/json"}
        self.said, self.is_over = [], threading.Event()

    def open_at(self, site):
        self.site = site
        self.first = self._offline()
        self.fetch()

    def fetch(self):
        """What the verifier believes from now on."""
        names = ("keys.json", "status")
        keys, status = (self._read(f"/.well-known/talent-card/{name}") for name in names)
        self.known = {"keys": json.loads(keys), "status": status}

    def ask(self):
        """Of each kind of code, what is said of it."""
        new, known = self._offline(), self.known
        said = {"first": self._check(self.first), "offline": self._check(new), "live": self._check(self._live())}
        return said | {"outside": verify(new, now=int(time.time()), **known).reason}

    def have_asked(self, often):
        return self.is_over.is_set() or len(self.said) >= often

    def _offline(self):
        self._read("/me/card/offline/", b"", self.holder)
        return LiveCode.objects.filter(kind="offline").latest("pk").text

    def _live(self):
        return json.loads(self._read("/api/v1/me/card/codes/", b"", self.holder))["code"]

    def _check(self, code):
        asked = json.dumps({"code": code, "service": "medical-green-channel"}).encode()
        return json.loads(self._read("/api/v1/partner/checks/", asked, self.system))["reason"]

    def _read(self, path, data=None, headers=None):
        with urlopen(Request(self.site + path, data, headers or {}), timeout=30) as answer:
            return answer.read().decode()


class Server:
    """granian; at each turn the next one begins on the same port, and the former ends once it answers."""

    def __init__(self, portal):
        self.portal, self.site = portal, None

    def turn_to(self, *ring):
        former, port = self.portal.processes[-1:], urlsplit(self.site).port if self.site else None
        self.site = self.portal.web(port, SIGNING_KEYS=",".join(ring), **SERVER)
        wait_until(lambda: self._first_kid() == ring[0].partition(":")[0], 60, "the next ring", self.portal.log)
        for process in former:
            process.terminate()
            process.wait(30)

    def _first_kid(self):
        with urlopen(f"{self.site}/.well-known/talent-card/keys.json", timeout=30) as answer:
            return json.load(answer)["keys"][0]["kid"]


def turn_five_times(server, counters):
    """Each key is published a turn before it signs; the verifier fetches before each turn and not after it."""
    for turn in range(1, TURNS + 1):
        counters.fetch()
        server.turn_to(KEYS[turn], *KEYS[:turn], KEYS[turn + 1])
        wait_until(partial(counters.have_asked, len(counters.said) + 2 * COUNTERS), 60, "checks under each ring")


def test_no_check_fails_while_keys_turn_five_times_and_some_do_where_they_turn_at_once(card, hospital, tmp_path):
    counters, who = Counters(card, hospital), count()

    def work():
        try:
            if next(who) == 0:
                turn_five_times(server, counters)
                return
            while not counters.is_over.is_set():
                counters.said.append(counters.ask())
                counters.is_over.wait(0.05)  # else no server would begin on a busy machine
        finally:
            counters.is_over.set()

    with celery(tmp_path) as portal:
        server = Server(portal)
        server.turn_to(*KEYS[:2])
        counters.open_at(server.site)
        failed = [one for one in at_once(COUNTERS + 1, work) if isinstance(one, Exception)]
        counters.fetch()
        server.turn_to(KEYS[-1])  # the control: no overlap, the former keys withdrawn
        turned_at_once = counters.ask()

    assert failed == []
    assert {tuple(said.values()) for said in counters.said} == {("ok",) * 4}
    assert turned_at_once == {"first": "unknown_code", "offline": "ok", "live": "ok", "outside": "unknown_key"}
