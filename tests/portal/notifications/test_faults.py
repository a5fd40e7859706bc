"""Does every message arrive, and once at a provider that honours the key, when workers and Redis die for real?"""

import socket
import time

import pytest
from django.db import transaction
from django.db.models.functions import Now

from portal import broker
from portal.models import OutboxBatch, OutboxMessage
from portal.notifications import lease
from portal.notifications.models import digest
from portal.notifications.outbox import notify, send_to_address
from portal.notifications.tasks import drain
from portal.reconcile import findings
from tests.harness.celery_worker import celery
from tests.harness.processes import free_port, wait_until
from tests.harness.provider import without_outbox
from tests.harness.redis_server import redis_to_kill

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MESSAGES = 540  # more than one claim, so that two threads have some in hand
HANGS = {"PROVIDER_HANGS_BEFORE": "30", "PROVIDER_HANGS_AFTER": "31"}


class Outside:
    """What reached the provider."""

    def __init__(self, folder):
        self.file = folder / "provider"
        self.environment = {"SMS_BACKEND": "tests.harness.provider.Provider", "PROVIDER_LOG": str(self.file)}

    def keys(self):
        return self.file.read_text().split() if self.file.exists() else []


def send_codes(count):
    """In two transactions, so that two hints go out and two threads drain."""
    for half in (range(count // 2), range(count // 2, count)):
        with transaction.atomic():
            for number in half:
                context = {"code": f"{number:06}", "minutes": 10}
                send_to_address(
                    "sms", f"+8613{number:09}", "signin_code", context=context, key=f"c{number}", language="en"
                )


def lease_runs_out():
    OutboxBatch.objects.update(leased_until=Now())


def waiting_time_is_over():
    OutboxMessage.objects.pending().update(next_attempt_at=Now())


def all_sent():
    return not OutboxMessage.objects.exclude(state="sent").exists()


def kill_in_the_middle(processes, outside):
    """A worker that dies with two chunks begun: in one before the provider had a message, in the other after."""
    doomed = processes.worker(**outside.environment, **HANGS)
    send_codes(MESSAGES)
    wait_until(lambda: len(outside.keys()) == 30, 60, "both threads hang in the middle")
    processes.kill(doomed)


def assert_none_lost_and_none_twice_under_its_key(outside):
    expected = {digest(f"c{number}:sms") for number in range(MESSAGES)}
    assert set(outside.keys()) == expected
    assert len(outside.keys()) == MESSAGES + 30  # what had left of the two chunks comes again, under its key
    codes = OutboxMessage.objects.filter(channel="sms")
    assert set(codes.values_list("tries", "crashes")) == {(2, 1)}
    assert [(name, lines) for name, lines in findings() if lines] == []


def test_worker_killed_in_the_middle_loses_nothing(tmp_path):
    outside = Outside(tmp_path)
    with celery(tmp_path) as processes:
        kill_in_the_middle(processes, outside)

        processes.worker(**outside.environment)
        lease_runs_out()
        broker.send(drain)
        wait_until(lambda: OutboxMessage.objects.filter(crashes=1).count() == MESSAGES, 60, "the crash is counted")
        waiting_time_is_over()
        broker.send(drain)
        wait_until(all_sent, 60, "everything is sent")

    assert_none_lost_and_none_twice_under_its_key(outside)


@pytest.mark.redis
def test_worker_and_redis_killed_loses_nothing_and_a_page_meanwhile_is_saved_at_once(tmp_path, talent):
    outside = Outside(tmp_path)
    with redis_to_kill(tmp_path) as server, celery(tmp_path, server.url) as processes:
        kill_in_the_middle(processes, outside)
        server.kill()
        began = time.monotonic()
        with transaction.atomic():
            notify([talent], "card_suspended", context={"tier": "B"}, key="k")
        took = time.monotonic() - began

        lease_runs_out()
        lease.reap()
        waiting_time_is_over()
        server.start()
        processes.worker(**outside.environment)
        processes.beat()
        wait_until(all_sent, 60, "the sweep found what no hint told of")

    assert took < 1.5
    assert_none_lost_and_none_twice_under_its_key(outside)
    (letter,) = (tmp_path / "mail").iterdir()
    assert b"To: talent@example.cn" in letter.read_bytes()


def test_worker_killed_in_the_middle_without_the_outbox_loses_messages(tmp_path):
    """The control: the same kill, the messages in the broker only."""
    outside = Outside(tmp_path)
    include = ("--include", "tests.harness.provider")
    with celery(tmp_path) as processes:
        doomed = processes.worker(*include, **outside.environment, **HANGS)
        for number in range(MESSAGES):
            without_outbox.apply_async(args=[f"c{number}"])
        wait_until(lambda: len(outside.keys()) == 30, 60, "both threads hang in the middle")
        processes.kill(doomed)

        processes.worker(*include, **outside.environment)
        without_outbox.apply_async(args=["last"])
        wait_until(lambda: "last" in set(outside.keys()), 60, "the queue is empty")

    assert len(set(outside.keys()) - {"last"}) < MESSAGES


@pytest.mark.parametrize("kind", ["nobody listens", "nobody answers"])
def test_broker_that_is_silent_costs_a_page_a_second_once(tmp_path, talent, kind):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        port = deaf.getsockname()[1] if kind == "nobody answers" else free_port()
        with celery(tmp_path, f"redis://127.0.0.1:{port}/0"):
            times = []
            for number in range(2):
                began = time.monotonic()
                with transaction.atomic():
                    notify([talent], "card_suspended", context={"tier": "B"}, key=f"k{number}")
                times.append(time.monotonic() - began)

    assert OutboxMessage.objects.count() == 2
    assert times[0] < 2 and times[1] < 0.5
