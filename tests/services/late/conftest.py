"""A lounge whose staff gave something without a network, and the code they were shown."""

import json
import os
import subprocess
import sys
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.card.offline import make_offline
from accounts.card.qr import verify_url
from tests.cast import honours, staff_of
from tests.harness.browser import CLOSED, FLAGS
from tests.harness.packages import chromium

LANE = "airport-lane"
NO_WAY_OUT = """
import socket
def closed(*_given, **_named): raise OSError("no way out")
for name in ("connect", "connect_ex", "sendto", "sendmsg"):
    setattr(socket.socket, name, closed)
for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo"):
    setattr(socket, name, closed)
"""
IS_KEPT = "navigator.serviceWorker.ready.then(() => caches.match('/desk/offline/')).then(Boolean)"


@pytest.fixture
def lounge(airport):
    return staff_of(airport, "lounge@example.cn")


@pytest.fixture
def code(card, clock):
    return verify_url(make_offline(card, by=card.talent).text).upper()


@pytest.fixture
def send(as_user, lounge, airport, code):
    """`send(ago=0, **other)` delivers one use of that many seconds ago; the answer."""
    desk = as_user(lounge)
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    def post(ago=0, **other):
        done_at = int(timezone.now().timestamp()) - ago
        body = {"key": uuid.uuid4(), "desk": airport.public_id, "service": LANE, "code": code, "outcome": "served"}
        return desk.post("/desk/offline/uses/", body | {"done_at": done_at, "has_seen_identity": "on"} | other)

    return post


@pytest.fixture
def sign_in(as_user, airport, site):
    """`sign_in(page)` opens the desk page of the lounge, and waits until the browser keeps it."""
    staff = staff_of(honours(airport, "medical-green-channel"), "lounge@example.cn")

    def enter(page):
        cookie = as_user(staff).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
        page.goto("/desk/")
        assert page.evaluate(IS_KEPT)
        page.wait_for_function("deskStore.known()")

    return enter


@pytest.fixture
def starts(chromium_browser, site, tmp_path):
    """`starts()` opens the same browser, with what it kept, and gives a page and what closes it."""

    def start():
        context = chromium_browser.browser_type.launch_persistent_context(
            tmp_path, executable_path=chromium(), args=[*FLAGS, CLOSED], base_url=site
        )
        context.set_default_timeout(15_000)
        return context.new_page(), context.close

    return start


# -- a counter whose network has no way out
@pytest.fixture
def fetch(tmp_path, as_user, lounge):
    """`fetch()`: the lounge's staff fetch at the desk page what their counter must know by now."""
    desk = as_user(lounge)
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return lambda: (tmp_path / "known.json").write_bytes(desk.get("/desk/late/known.json").content)


@pytest.fixture
def folder(tmp_path, card, fetch):
    """What was carried in, and a Python that reaches nobody."""
    fetch()
    (tmp_path / "sitecustomize.py").write_text(NO_WAY_OUT)
    return tmp_path


@pytest.fixture(scope="session")
def without_a_route():
    """What a command is begun with to be on a network of its own that leads nowhere, not even to this machine.

    Nothing, where the kernel lets nobody have one (in some containers): there the closed sockets are all there is.
    """
    ways = (["unshare", "--net"], ["unshare", "--map-root-user", "--net"])
    return next((way for way in ways if not subprocess.run([*way, "true"], stderr=subprocess.DEVNULL).returncode), [])


@pytest.fixture
def python(folder, settings, without_a_route):
    """`python(*words)`: a process of its own that reaches nobody."""

    def start(*words):
        where = os.pathsep.join([str(folder), str(settings.BASE_DIR / "examples")])
        command = [*without_a_route, sys.executable, *words]
        return subprocess.run(command, env={"PYTHONPATH": where}, capture_output=True, text=True, check=False)

    return start


@pytest.fixture
def run(folder, python):
    """The verifier in such a process."""

    def start(code, *more, service=LANE):
        return python("-m", "verifier.exchange", str(folder), code, "--service", service, *more)

    return start


@pytest.fixture
def counter(run):
    """What the verifier ends with, and the reason that it says."""

    def answer(*given, **more):
        done = run(*given, **more)
        return done.returncode, json.loads(done.stdout)["reason"]

    return answer


def carry_in(folder, **other):
    """The file as it was fetched, with something in it that is otherwise."""
    known = json.loads((folder / "known.json").read_text())
    (folder / "known.json").write_text(json.dumps(known | other))


def noted(folder):
    return [json.loads(line)["outcome"] for line in (folder / "uses.jsonl").read_text().splitlines()]


@pytest.fixture
def hand_in(as_user, lounge):
    desk = as_user(lounge)
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    def post(content, status=200):
        file = SimpleUploadedFile("uses.jsonl", content, content_type="application/jsonl")
        answer = desk.post("/desk/late/file/", {"file": file})
        assert answer.status_code == status
        return answer.content.decode()

    return post
