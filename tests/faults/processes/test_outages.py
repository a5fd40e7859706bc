"""Does work go on while Redis is away or the network swallows bytes, and does all drain by itself?"""

import re
import time
import urllib.parse
import urllib.request
from collections import Counter

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from portal.heartbeat import Heartbeat
from portal.models import OutboxMessage
from services.models import Check
from services.partners.clients import give_client
from tests.cast import honours, person
from tests.factories import PASSWORD, CardFactory, PartnerFactory
from tests.harness import catalogue
from tests.harness.celery_worker import celery
from tests.harness.full import size
from tests.harness.mail_server import mail_server
from tests.harness.processes import wait_until
from tests.harness.tcp_proxy import proxy_before
from tests.harness.visitor import Visitor
from tests.harness.visits import COUNTER

from .storm import Outside, write_one_by_one

OUTAGE = size(6, 60)
PAGES = ("/", "/accounts/login/", "/accounts/signup/")


@pytest.fixture
def outside(tmp_path):
    with mail_server() as mail:
        yield Outside(tmp_path, mail)


def all_sent():
    return not OutboxMessage.objects.exclude(state="sent").exists()


def what_is_left(portal):
    left = OutboxMessage.objects.exclude(state="sent").values(
        "state", "tries", "lease", "next_attempt_at", "last_error"
    )
    return f"{timezone.now()} {list(left)}\n{portal.log()[-6000:]}"


def statuses(site, *, signs_in):
    """What each page answers, and, not so often that it would rightly be refused, a form whose tries are counted."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    for page in PAGES:
        with browser.open(site + page, timeout=20) as answer:
            html = answer.read().decode()
        yield answer.status
    if not signs_in:
        return
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[1]
    form = {"csrfmiddlewaretoken": token, "login": "nobody@example.cn", "password": "not this one"}
    with browser.open(f"{site}/accounts/login/", urllib.parse.urlencode(form).encode(), timeout=20) as answer:
        yield answer.status


KINDS = {visit.kind for visit in COUNTER} - {"undo"}  # there is no nurse


@pytest.fixture
def people(own_database):
    """Somebody who has a card, and a hospital whose system checks it."""
    catalogue.put()
    talent = CardFactory(talent=person("holder@example.cn")).talent
    EmailAddress.objects.create(user=talent, email=talent.email, verified=True, primary=True)
    link, secret = give_client(honours(PartnerFactory(slug="hospital"), "medical-green-channel"))
    return {"login": talent.email, "password": PASSWORD, "client": link.client_id, "secret": secret}


def beats():
    return Heartbeat.objects.values_list("beat_at", flat=True).first()


def test_redis_away_no_page_and_no_write_fails_and_the_backlog_drains(portal, people, redis_here, outside):
    site = portal.web()
    portal.worker(**outside.environment)
    portal.beat()
    wait_until(beats, 60, "the worker works")
    redis_here.kill()
    visitor = Visitor(site, people, COUNTER)
    visitor.start()

    answers, number, end = Counter(), 0, time.monotonic() + OUTAGE
    while time.monotonic() < end or number < 3:
        answers.update(statuses(site, signs_in=number < 3))
        write_one_by_one([number])
        number += 1
    wait_until(lambda: {kind for kind, _status, _at in visitor.seen} >= KINDS, 60, "each kind of request")
    visitor.has_enough.set()
    visitor.join(60)
    redis_here.start()
    wait_until(all_sent, 60, "the backlog has drained", lambda: what_is_left(portal))

    assert [(kind, status) for kind, status, _at in visitor.seen if status not in {200, 201, 302}] == []
    assert set(answers) == {200} and answers[200] >= 12
    assert len(set(outside.texts())) == len(outside.texts()) == number
    assert Check.objects.filter(reason="ok").exists()


def test_network_that_swallows_bytes_the_worker_resumes_without_a_hand(own_database, redis_here, tmp_path, outside):
    settings = {"DJANGO_SETTINGS_MODULE": "tests.faults.processes.settings"}
    with proxy_before(redis_here.port) as proxy, celery(tmp_path, proxy.url, **settings) as portal:
        portal.worker(**outside.environment)
        portal.beat()
        wait_until(beats, 60, "the worker works")

        proxy.swallows.set()
        slowest = write_one_by_one(range(5))
        time.sleep(OUTAGE)
        proxy.swallows.clear()
        written = beats()

        wait_until(all_sent, 90, "everything is sent", lambda: what_is_left(portal))
        wait_until(lambda: beats() > written, 90, "the worker beats again")

    assert slowest < 3
    assert len(outside.texts()) == 5
