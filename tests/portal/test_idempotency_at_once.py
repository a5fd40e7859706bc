"""What happens when the same key comes from several connections at the same moment (PostgreSQL)."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from portal.idempotency import once
from portal.idempotency.models import IdempotencyKey

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT_ONCE = 8


@pytest.fixture(autouse=True)
def _only_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")


def _all_at_once(run) -> list:
    start = threading.Barrier(AT_ONCE)

    def one(_):
        start.wait()
        try:
            return run()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_once_at_once_runs_once_and_the_others_wait_and_replay():
    times = []

    def effect():
        times.append(1)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.2)")
        return 201, {"n": 1}

    answers = _all_at_once(lambda: once("me", "k", b"", effect))

    assert len(times) == 1
    assert sorted(replayed for _, _, replayed in answers) == [False] + [True] * (AT_ONCE - 1)
    assert {(status, body["n"]) for status, body, _ in answers} == {(201, 1)}


def test_without_the_key_the_same_effect_runs_every_time():
    """The control: with the protection off, the test above would see as many effects as callers."""
    times = []

    def effect():
        times.append(1)
        return 201, {"n": 1}

    _all_at_once(effect)

    assert len(times) == AT_ONCE


def test_once_at_once_after_a_failure_runs_for_one_of_the_others():
    tried = []
    lock = threading.Lock()

    def effect():
        with lock:
            tried.append(1)
            first = len(tried) == 1
        if first:
            raise RuntimeError("the first one breaks")
        return 201, {"n": len(tried)}

    def run():
        try:
            return once("me", "k", b"", effect)
        except RuntimeError:
            return None

    answers = [answer for answer in _all_at_once(run) if answer]

    assert len(tried) == 2
    assert len(answers) == AT_ONCE - 1
    assert IdempotencyKey.objects.count() == 1
