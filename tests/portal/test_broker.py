"""Is the broker told after the commit, once, of ids alone, and does its absence harm nothing?"""

import pytest
from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from portal import broker


@shared_task(name="portal.tests.nothing")
def nothing(*ids):
    """What the tests send."""


@pytest.fixture
def sent(monkeypatch):
    found = []
    monkeypatch.setattr(nothing, "apply_async", lambda args, **options: found.append(args))
    monkeypatch.setattr(broker, "_quiet_until", 0.0)
    return found


@pytest.mark.django_db(transaction=True)
def test_send_on_commit_waits_for_the_commit_and_tells_the_same_thing_once(sent):
    with transaction.atomic():
        for number in (1, 2, 1):
            broker.send_on_commit(nothing, number)
        before = list(sent)

    assert (before, sent) == ([], [(1,), (2,)])


@pytest.mark.django_db(transaction=True)
def test_send_on_commit_of_a_change_that_failed_tells_nothing(sent):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        broker.send_on_commit(nothing, 1)
        raise ZeroDivisionError

    assert sent == []


def test_send_failure_is_swallowed_logged_without_particulars_and_then_nothing_is_tried(sent, monkeypatch, caplog):
    tries = []

    def fail(**options):
        tries.append(1)
        raise OperationalError("redis://:secret@10.0.0.1/0 refused")

    monkeypatch.setattr(nothing, "apply_async", fail)

    assert [broker.send(nothing, "canary") for _ in range(3)] == [False] * 3

    assert len(tries) == 1
    (record,) = caplog.records
    assert {name: record.msg[name] for name in ("event", "task", "error")} == {
        "event": "broker_unreachable",
        "task": "portal.tests.nothing",
        "error": "OperationalError",
    }
    assert "secret" not in str(record.msg) and "canary" not in str(record.msg)


def test_send_after_the_quiet_time_tries_again(sent, monkeypatch):
    now = broker.monotonic()
    monkeypatch.setattr(broker, "_quiet_until", now + 5)
    assert broker.send(nothing) is False

    monkeypatch.setattr(broker, "monotonic", lambda: now + 5)

    assert broker.send(nothing) is True
    assert sent == [()]


@pytest.fixture
def clock(monkeypatch):
    """`clock(seconds)`: that much later; and how each hint was sent: at once (None) or ahead."""
    now, found = [1000.0], []
    monkeypatch.setattr(nothing, "apply_async", lambda args, countdown, **options: found.append(countdown))
    monkeypatch.setattr(broker, "monotonic", lambda: now[0])
    monkeypatch.setattr(broker, "_quiet_until", 0.0)
    monkeypatch.setattr(broker, "_moments", {})

    def later(seconds):
        now[0] += seconds
        with transaction.atomic():
            broker.send_soon_on_commit(nothing)
        return found

    return later


@pytest.mark.django_db(transaction=True)
def test_many_commits_of_a_moment_send_twice_at_once_and_when_the_moment_is_over(clock):
    for _ in range(5):
        found = clock(broker.MOMENT / 10)

    assert found == [None, broker.MOMENT]


@pytest.mark.django_db(transaction=True)
def test_each_commit_after_a_quiet_moment_is_told_at_once(clock):
    for _ in range(3):
        found = clock(broker.MOMENT)

    assert found == [None] * 3
