"""Do Redis, as broker and as cache, and the logs of the real processes ever see a person's word while people sign up,
sign in, are written to, and while the database refuses a row of theirs?"""

import base64
import binascii
import contextlib
import re
import threading
import urllib.parse
import urllib.request
from urllib.error import HTTPError

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.utils import timezone
from redis import Redis

from accounts.models import User
from portal.models import OutboxMessage
from tests.factories import PASSWORD, UserFactory
from tests.harness.mail_server import mail_server
from tests.harness.processes import wait_until
from tests.services.rights.canaries import found

from .storm import Outside, write_one_by_one

NEW, KNOWN, RESIDENT = (f"canary.{name}@example.cn" for name in ("new", "known", "resident"))
NEWCOMERS_PHONE, RESIDENTS_PHONE = "13800138004", "13800138005"
PHONE, LETTER = "13000000000", "p1@example.cn"


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


def resident():
    """Whoever signs in with the password, and what stands in their row."""
    user = UserFactory(email=RESIDENT, phone=f"+86{RESIDENTS_PHONE}", phone_verified_at=timezone.now())
    EmailAddress.objects.create(user=user, email=RESIDENT, verified=True, primary=True)
    return user


def refuse_rows_of(model):
    """From now on; the error names the whole row."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {model._meta.db_table} ADD CONSTRAINT refused CHECK (false) NOT VALID")


def test_redis_and_the_logs_see_no_personal_word(commands, portal, outside):
    site, user = portal.web(), resident()
    portal.worker(**outside.environment)
    portal.beat()

    password = "canary-Password-77"
    post(site, "/accounts/signup/", email=NEW, phone=NEWCOMERS_PHONE, password1=password, terms="on")
    post(site, "/accounts/login/", login=KNOWN, password=password)
    post(site, "/accounts/login/code/", login=RESIDENTS_PHONE)
    post(site, "/accounts/password/reset/", email=RESIDENT)
    write_one_by_one([0], "sms")
    write_one_by_one([1], "email")
    wait_until(lambda: OutboxMessage.objects.filter(state="sent").count() >= 5, 60, "the five are sent")
    refuse_rows_of(User)
    with pytest.raises(HTTPError, match="500"):
        post(site, "/accounts/login/", login=RESIDENT, password=PASSWORD)

    canaries = [
        NEW,
        KNOWN,
        RESIDENT,
        PHONE,
        RESIDENTS_PHONE,
        NEWCOMERS_PHONE,
        LETTER,
        password,
        PASSWORD,
        user.password,
    ]
    assert any("portal.notifications.drain" in command for command in commands)
    assert any('"chord": null' in body for body in unpacked(commands))
    assert found(canaries, [*commands, *unpacked(commands)]) == []
    assert {"beat", "web", "worker"} == set(logs := portal.logs())
    assert "portal.notifications.drain" in logs["worker"]
    assert "IntegrityError" in logs["web"]
    assert found(canaries, logs.values()) == []


@pytest.fixture
def outside(tmp_path):
    with mail_server() as mail:
        yield Outside(tmp_path, mail)
