"""Does each event reach a real receiver once it can, signed, whatever other receivers do?"""

import base64
import hashlib
import hmac
import json
import socket
from concurrent.futures import wait

import pytest
from django.db import transaction
from django.utils import timezone

from services.models import WebhookDelivery
from services.webhooks import drain as draining
from services.webhooks import events, post
from services.webhooks.drain import drain
from services.webhooks.enums import Kind
from tests.harness.webhook_receiver import receiver

from .conftest import later, standing, tell


def is_signed(secret, headers, body):
    """As the specification of Standard Webhooks says, written down once more."""
    key = base64.b64decode(secret.split("_")[1])
    said = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    expected = base64.b64encode(hmac.digest(key, said, hashlib.sha256)).decode()
    return f"v1,{expected}" in headers["webhook-signature"].split(" ")


# -- what arrives -----------------------------------------------------------------------------------------------------
def test_event_arrives_signed_with_the_body_of_the_pull(hooked, taker, hospital_system, hospital):
    _endpoint, secret = hooked(taker)
    tell(hospital, "airport-lane")

    assert drain() is False

    ((path, headers, body),) = taker.calls
    (pulled,) = hospital_system.get("/api/v1/partner/events/").json()["results"]
    assert json.loads(body) == pulled
    assert (path, headers["content-type"], headers["webhook-id"]) == ("/", "application/json", pulled["id"])
    assert is_signed(secret, headers, body)
    assert not is_signed(secret, headers, body + b" ")
    assert standing() == ["delivered"]


def test_delivered_event_is_not_sent_again(hooked, taker, hospital):
    hooked(taker)
    tell(hospital, "airport-lane")
    drain()
    later(days=2)

    drain()

    assert len(taker.calls) == 1


def test_only_wanted_kinds_since_the_webhook_was_given_arrive(hooked, taker, hospital, school_system, school):
    tell(hospital, "before")
    hooked(taker, kinds=["service.changed"])
    (wanted,) = tell(hospital, "wanted")
    with transaction.atomic():
        events.tell(hospital.pk, Kind.CLIENT_EXPIRING)
    tell(school, "another's")

    drain()

    assert taker.ids() == [wanted]


# -- receivers that behave badly --------------------------------------------------------------------------------------
def test_receiver_that_was_down_an_hour_gets_everything_in_order(hooked, hospital, card):
    with receiver() as server:
        hooked(server)
    sent = tell(hospital, "first", card=card)
    for _minutes in range(6):
        drain()
        sent += tell(hospital, "next", card=card)
        later(minutes=10)
    assert set(standing()) == {"pending"}

    with receiver(server.port) as back:
        later(minutes=30)
        while "pending" in standing() and drain() is False and len(back.calls) < 20:
            later(seconds=1)
        drain()

    assert back.ids() == sent
    assert set(standing()) == {"delivered"}


@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        ("fail", "answered 500"),
        ("hang", "no answer within"),
        ("trickle", "no answer within"),
        ("redirect", "answered 307, redirects are not followed"),
        ("babble", "no HTTP answer"),
    ],
)
def test_receiver_that_behaves_badly_keeps_nobody_else_waiting_and_gets_all_in_order_once_it_is_well(
    hooked, taker, other, hospital, school_system, school, card, monkeypatch, behaviour, error
):
    monkeypatch.setattr(post, "SECONDS", 0.4)
    taker.behaviour = lambda event: behaviour
    hooked(taker)
    hooked(other, school)
    first, second = tell(hospital, "first", "second", card=card)
    good = tell(school, *(f"good-{number}" for number in range(5)), card=card)

    drain()

    bad = WebhookDelivery.objects.filter(endpoint__partner=hospital).earliest("event")
    assert other.ids() == good
    assert (bad.state, bad.tries) == ("pending", 1)
    assert error in bad.last_error
    assert [path for path, _headers, _body in taker.calls] == ["/"]

    monkeypatch.undo()
    taker.behaviour = lambda event: "accept"
    later(minutes=30)
    drain()
    assert (taker.ids(), other.ids()) == ([first, first, second], good)


HUNG_UP, GAVE_UP = "hung up without an answer", "no answer within"


@pytest.fixture
def hangs(taker, other):
    """`hangs(count)`: until `count` events have reached the other, so that it hangs up if they do not wait for it, and
    is given up if they do."""

    def until(count):
        def accept(event):
            if len(other.calls) == count:
                taker.released.set()
            return "accept"

        taker.behaviour, other.behaviour = lambda event: "hang", accept

    return until


@pytest.mark.parametrize(
    ("at_once", "seconds", "became"),
    [(draining.AT_ONCE, 5.0, HUNG_UP), (1, 0.3, GAVE_UP)],
    ids=["as it is", "one at a time, which this test notices"],
)
def test_others_events_arrive_while_a_receiver_hangs(
    hooked, taker, other, hospital, school_system, school, hangs, monkeypatch, at_once, seconds, became
):
    monkeypatch.setattr(draining, "AT_ONCE", at_once)
    monkeypatch.setattr(post, "SECONDS", seconds)
    hooked(taker)
    hooked(other, school)
    tell(hospital, "hangs")
    good = tell(school, "first", "second", "third")
    hangs(3)

    drain()

    assert other.ids() == good
    assert WebhookDelivery.objects.get(endpoint__partner=hospital).last_error.startswith(became)


def test_event_written_while_a_receiver_hangs_does_not_wait_for_it(
    hooked, taker, other, hospital, school_system, school, hangs, monkeypatch
):
    """Not even where this worker is the only one."""
    monkeypatch.setattr(post, "SECONDS", 5.0)
    hooked(taker)
    hooked(other, school)
    tell(hospital, "hangs")
    hangs(1)
    written = []

    def write_and_wait(*given):
        if not written:
            written.extend(tell(school, "meanwhile"))
        return wait(*given)

    monkeypatch.setattr(draining, "wait", write_and_wait)

    drain()

    assert other.ids() == written
    assert WebhookDelivery.objects.get(endpoint__partner=hospital).last_error == HUNG_UP


@pytest.mark.parametrize("address", ["http://127.0.0.1:{port}/", "http://169.254.169.254/latest/meta-data/"])
def test_receiver_that_redirects_to_an_inner_address_leads_nobody_there(
    hooked, taker, other, hospital, school_system, school, monkeypatch, address
):
    connected = []
    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", lambda own, to: connected.append(to) or connect(own, to))
    hooked(taker)
    hooked(other, school)
    with receiver() as inner:
        taker.elsewhere = address.format(port=inner.port)
        taker.behaviour = lambda event: "redirect"
        (bad,), good = tell(hospital, "bad"), tell(school, "good", "better")

        drain()

        refused = WebhookDelivery.objects.get(endpoint__partner=hospital)
        assert (refused.state, refused.tries) == ("pending", 1)
        assert "answered 307, redirects are not followed" in refused.last_error
        assert other.ids() == good
        taker.behaviour = lambda event: "accept"
        later(minutes=30)
        drain()

        assert (taker.ids(), inner.calls) == ([bad, bad], [])
    assert {to[1] for to in connected} == {taker.port, other.port}
    assert {to[0] for to in connected} <= {"127.0.0.1", "::1"}
    assert standing() == ["delivered"] * 3


def test_body_without_end_is_not_read_and_keeps_nobody_waiting(
    hooked, taker, other, hospital, school_system, school, card
):
    taker.behaviour = lambda event: "endless"
    hooked(taker)
    hooked(other, school)
    taken, good = tell(hospital, "first", "second", card=card), tell(school, "good", "better", card=card)

    drain()

    assert (taker.ids(), other.ids()) == (taken, good)
    assert standing() == ["delivered"] * 4


def test_silent_receiver_is_asked_once_and_then_left_alone_for_a_while(hooked, taker, hospital, monkeypatch):
    monkeypatch.setattr(post, "SECONDS", 0.2)
    taker.behaviour = lambda event: "hang"
    endpoint, _secret = hooked(taker)
    tell(hospital, "one", "two", "three")

    drain()
    drain()

    assert len(taker.calls) == 1
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.paused_until > timezone.now()) == (1, True)
