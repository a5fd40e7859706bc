"""Does Redis, as broker and as cache, ever see a person's word while people sign up, sign in and are written to?"""

import base64
import binascii
import contextlib
import re
import threading
import urllib.parse
import urllib.request

import pytest
from redis import Redis

from portal.models import OutboxMessage
from tests.harness.mail_server import mail_server
from tests.harness.processes import wait_until
from tests.services.rights.canaries import found

from .storm import Outside, write_one_by_one

NEW, KNOWN, PHONE, LETTER = "canary.new@example.cn", "canary.known@example.cn", "+8613000000000", "p1@example.cn"


@pytest.fixture
def commands(redis_here):
    """Every command that Redis is given, as it arrives."""
    seen, is_over = [], threading.Event()
    with Redis.from_url(redis_here.url, socket_timeout=None).monitor() as monitor:

        def listen():
            for command in monitor.listen():
                seen.append(command["command"])
                if is_over.is_set():
                    return

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        yield seen
        is_over.set()
        Redis.from_url(redis_here.url).ping()
        listener.join(5)


def post(site, path, **fields):
    """The form at `path`, filled in and sent by a fresh browser; the status of the page that comes in the end."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with browser.open(site + path, timeout=20) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token} | fields).encode()
    with browser.open(site + path, form, timeout=20) as answer:
        return answer.status


def unpacked(commands):
    """What tasks carry: their bodies travel in base64."""
    for command in commands:
        for body in re.findall(r"[\w+/]{12,}={0,2}", command):
            with contextlib.suppress(binascii.Error, UnicodeDecodeError):
                yield base64.b64decode(body + "=" * (-len(body) % 4)).decode()


def test_redis_sees_no_personal_word(commands, portal, outside):
    site = portal.web()
    portal.worker(**outside.environment)
    portal.beat()

    password = "canary-Password-77"
    post(site, "/accounts/signup/", email=NEW, password1=password, terms="on")
    post(site, "/accounts/login/", login=KNOWN, password=password)
    write_one_by_one([0], "sms")
    write_one_by_one([1], "email")
    wait_until(lambda: OutboxMessage.objects.filter(state="sent").count() >= 3, 60, "the three are sent")

    assert any("portal.notifications.drain" in command for command in commands)
    assert any('"chord": null' in body for body in unpacked(commands))
    assert found([NEW, KNOWN, PHONE, LETTER, password], [*commands, *unpacked(commands)]) == []


@pytest.fixture
def outside(tmp_path):
    with mail_server() as mail:
        yield Outside(tmp_path, mail)
