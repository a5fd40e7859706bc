"""Does every message arrive, and once at a provider that honours its key, while everything around it dies?"""

import time
from collections import Counter

import pytest

from portal.models import OutboxMessage
from portal.notifications.models import digest
from portal.reconcile import findings
from tests.harness.full import MESSAGES, size
from tests.harness.mail_server import mail_server
from tests.harness.processes import wait_until

from .storm import Outside, Storm, into_the_broker, into_the_outbox

FAULTS = {
    "worker_killed": size(4, 20),
    "redis_killed": size(1, 5),
    "redis_flushed": size(1, 5),
    "postgres_restarted": size(1, 5),
}
LONG = 180 + MESSAGES // 20
CONTROL = 600
INCLUDE = ("--include", "tests.harness.provider")


@pytest.fixture
def outside(tmp_path):
    with mail_server() as mail:
        yield Outside(tmp_path, mail)


def all_sent():
    return not OutboxMessage.objects.exclude(state="sent").exists()


def test_storm_loses_nothing_and_lists_whatever_may_have_arrived_twice(portal, redis_here, own_database, outside):
    began = time.monotonic()

    storm = Storm(portal, redis_here, own_database, outside)
    storm.rage(MESSAGES, into_the_outbox, **FAULTS)
    wait_until(all_sent, LONG, "everything is sent")

    texts, letters = Counter(outside.texts()), Counter(outside.mail.keys())
    doubtful = {row.public_id for row in OutboxMessage.objects.in_doubt()}
    twice = {key for key, times in letters.items() if times > 1}
    repeated = texts.total() - len(texts)
    seconds = time.monotonic() - began
    print(f"{MESSAGES=} {repeated=} letters twice={len(twice)} doubtful={len(doubtful)} {seconds=:.0f}")
    assert set(texts) == {digest(f"c{number}:sms") for number in range(0, MESSAGES, 2)}
    assert set(letters) == {digest(f"c{number}:email") for number in range(1, MESSAGES, 2)}
    assert twice <= doubtful
    assert OutboxMessage.objects.filter(doubts__gt=0).count() >= repeated + len(twice)
    assert [(name, lines) for name, lines in findings() if lines] == []


def test_storm_without_the_outbox_loses_messages(portal, redis_here, own_database, outside):
    """The control: the same storm, the messages in the broker only."""
    storm = Storm(portal, redis_here, own_database, outside, *INCLUDE)
    storm.rage(CONTROL, into_the_broker, quiet=3, **FAULTS)
    into_the_broker([CONTROL])
    wait_until(lambda: f"{CONTROL:032}" in outside.texts(), 60, "the queue is empty")

    lost = CONTROL + 1 - len(set(outside.texts()))
    print(f"{CONTROL=} {lost=}")
    assert lost > 0
