"""Do many messages leave with few statements, and does each still stand for itself when something breaks?"""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from portal.models import OutboxBatch, OutboxMessage
from portal.notifications import batches, lease
from portal.notifications import drain as draining
from portal.notifications.channels import Later, Unreachable
from portal.notifications.drain import drain
from portal.notifications.outbox import send_to_address

pytestmark = pytest.mark.django_db


class Provider:
    """Notes what it is given; `answers` holds what it raises at a message, by number."""

    def __init__(self):
        self.taken, self.answers, self.seconds = [], {}, 0.0

    def send(self, envelope):
        time.sleep(self.seconds)
        number = envelope.address[-1] if envelope.address[0] == "+" else envelope.address[1]
        self.taken.append(number)
        if number in self.answers:
            raise self.answers[number]

    def close(self):
        pass


@pytest.fixture
def provider(monkeypatch):
    provider = Provider()
    monkeypatch.setattr(draining, "courier_for", lambda channel: provider)
    return provider


def write(numbers, channel="sms"):
    for number in numbers:
        address = f"+86138000000{number}" if channel == "sms" else f"p{number}@example.cn"
        context = {"code": "123456", "minutes": 10}
        send_to_address(channel, address, "signin_code", context=context, key=f"{channel}{number}", language="en")


def updates(act):
    with CaptureQueriesContext(connection) as seen:
        act()
    return len([query for query in seen if query["sql"].startswith("UPDATE")])


def results():
    assert not OutboxBatch.objects.exists()
    rows = OutboxMessage.objects.order_by("pk")
    return list(rows.values_list("state", "tries", "crashes", "is_attempting"))


@pytest.mark.parametrize("count", [1, 9])
def test_texts_are_written_once_all_of_them_together(provider, count):
    write(range(count))

    assert updates(drain) == 1
    assert results() == [("sent", 1, 0, False)] * count


@pytest.mark.parametrize("count", [1, 9])
def test_letters_are_begun_and_noted_one_by_one(provider, count):
    write(range(count), "email")

    assert updates(drain) == 1 + 2 * count
    assert results() == [("sent", 1, 0, False)] * count


def test_a_refusal_in_the_middle_stops_nobody_else(provider):
    provider.answers["1"] = Later("busy")
    provider.answers["2"] = KeyError("a fault of the provider's code")
    write(range(4))

    drain()

    pending = [("pending", 1, 0, False), ("pending", 1, 1, False)]
    assert results() == [("sent", 1, 0, False), *pending, ("sent", 1, 0, False)]


def test_whose_turn_did_not_come_before_silence_has_not_been_tried(provider):
    provider.answers["1"] = Unreachable("silent")
    write(range(4))

    drain()

    assert provider.taken == ["0", "1"]
    assert results() == [("sent", 1, 0, False), ("pending", 1, 0, False), *[("pending", 0, 0, False)] * 2]
    assert not OutboxMessage.objects.due().exists()


def test_a_slow_provider_takes_one_after_the_other_within_the_lease(provider, settings):
    settings.OUTBOX_LEASE_SECONDS, provider.seconds = 0.9, 0.4
    write(range(3))

    drain()

    assert provider.taken == ["0", "1", "2"]
    assert results() == [("sent", 1, 0, False)] * 3


def time_runs_out():
    past = Now() - timedelta(seconds=1)
    OutboxMessage.objects.filter(lease__isnull=False).update(leased_until=past)
    OutboxBatch.objects.update(leased_until=past)


def in_turn(messages):
    """What begins together, or each as its turn comes."""
    if messages[0].is_begun:
        yield messages
        return
    for message in messages:
        assert lease.begin(message)
        yield [message]


def survived(begun):
    """Whether the worker did not die at message 1."""
    if any(message.sealed["address"].endswith("1") for message in begun):
        return False
    lease.settle(begun, begun)
    return True


def test_a_poisoned_message_drags_no_neighbour_into_quarantine(provider):
    write(range(3))
    for _ in range(6):
        while (messages := lease.claim(10)) and all(survived(group) for group in in_turn(messages)):
            pass
        time_runs_out()
        lease.reap()
        OutboxMessage.objects.pending().update(next_attempt_at=Now())

    assert results() == [("sent", 2, 1, False), ("quarantined", 3, 3, False), ("sent", 2, 1, False)]


def test_what_goes_one_by_one_is_claimed_by_few_at_a_time(provider, monkeypatch):
    monkeypatch.setattr(lease, "ALONE", 4)
    write(range(9), "email")
    write(range(9))

    claimed = lease.claim(100)

    assert [message.channel for message in claimed] == ["email"] * 4


def test_what_one_has_in_hand_is_given_to_nobody_else():
    write(range(5))
    mine = lease.claim(3)

    assert [len(mine), len(lease.claim(9)), lease.claim(9), lease.reap()] == [3, 2, [], 0]
    assert [lease.hold(), lease.expire(), lease.send_again(OutboxMessage.objects.first())] == [0, 0, False]
    lease.postpone("sms", timedelta(hours=1))
    assert OutboxMessage.objects.due().count() == 5


def test_without_the_batch_it_is_given_to_two(monkeypatch):
    """The control."""
    monkeypatch.setattr(batches, "in_hand", list)
    write(range(5))

    assert len(lease.claim(5)) == len(lease.claim(5)) == 5


def test_who_comes_too_late_can_still_say_that_it_left_and_nothing_else():
    write(range(3))
    late = lease.claim(9)
    time_runs_out()
    assert lease.reap() == 3

    lease.settle(late, late[:1], [(lease.failed, late[1], "late"), (lease.refused, late[2], "late")])

    assert results() == [("sent", 1, 1, False), *[("pending", 1, 1, False)] * 2]
    assert set(OutboxMessage.objects.pending().values_list("last_error", flat=True)) == {lease.DIED}
