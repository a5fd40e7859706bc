"""Do workers that drain at the same moment keep out of each other's way?"""

import threading
import uuid
from collections import Counter

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from portal.models import OutboxMessage
from portal.notifications import batches, lease
from portal.notifications import drain as draining
from portal.notifications.drain import drain
from portal.notifications.outbox import send_to_address
from portal.notifications.outgoing import read
from tests.harness.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MESSAGES = 40


class Outside:
    """A provider that notes what reaches it, from every thread."""

    def __init__(self):
        self.taken, self.lock = Counter(), threading.Lock()

    def send(self, envelope):
        with self.lock:
            self.taken[envelope.key] += 1

    def close(self):
        pass


@pytest.fixture
def outside(monkeypatch):
    outside = Outside()
    monkeypatch.setattr(draining, "courier_for", lambda channel: outside)
    write("email", "a@b.cn")
    return outside


@transaction.atomic
def write(channel, address):
    for number in range(MESSAGES):
        context = {"code": str(number), "minutes": 10}
        send_to_address(channel, address, "signin_code", context=context, key=f"c{number}", language="en")


def test_drain_by_four_at_once_sends_each_message_once(outside):
    answers = at_once(4, drain)

    assert answers == [False] * 4
    assert sorted(outside.taken.values()) == [1] * MESSAGES
    assert set(OutboxMessage.objects.values_list("state", "tries")) == {("sent", 1)}


def test_drain_by_four_at_once_without_the_lease_sends_messages_twice(outside, monkeypatch):
    """The control: claiming without leasing, beginning without asking."""
    everybody_has_read = threading.Barrier(4)

    def claim(limit):
        rows = read(OutboxMessage.objects.due().order_by("pk"), uuid.uuid4())
        if rows:
            everybody_has_read.wait(timeout=20)
        return rows

    monkeypatch.setattr(lease, "claim", claim)
    monkeypatch.setattr(lease, "begin", lambda messages: messages)

    at_once(4, drain)

    assert max(outside.taken.values()) > 1


def test_claim_by_two_at_once_gives_each_message_to_one(outside):
    claims = at_once(2, lambda: [message.pk for message in lease.claim(15)])

    assert len(claims[0]) == len(claims[1]) == 15
    assert not set(claims[0]) & set(claims[1])


def claims_of_texts():
    """By two at once."""
    write("sms", "+8613800000001")
    return at_once(2, lambda: [message.pk for message in lease.claim(MESSAGES)])


def test_claim_of_texts_by_two_at_once_gives_each_to_one():
    assert sorted(map(len, claims_of_texts())) == [0, MESSAGES]


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite there is one writer")
def test_claim_of_texts_without_a_turn_gives_them_to_two(monkeypatch):
    """The control."""
    both_have_read, begin = threading.Barrier(2), batches.begin
    monkeypatch.setattr(batches, "wait_for_turn", lambda: None)
    monkeypatch.setattr(batches, "begin", lambda *given: both_have_read.wait(timeout=20) < 2 and begin(*given))

    assert list(map(len, claims_of_texts())) == [MESSAGES, MESSAGES]


def test_reap_by_four_at_once_counts_a_crash_once(outside):
    for message in lease.claim(5):
        lease.begin(message)
    OutboxMessage.objects.filter(lease__isnull=False).update(leased_until=Now())

    counted = at_once(4, lease.reap)

    assert sum(counted) == 5
    assert Counter(OutboxMessage.objects.values_list("crashes", flat=True)) == {0: MESSAGES - 5, 1: 5}
