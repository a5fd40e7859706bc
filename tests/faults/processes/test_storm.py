"""Does every message arrive, and once at a provider that honours its key, while everything around it dies?"""

import time
from collections import Counter

import pytest

from portal.models import OutboxMessage
from portal.notifications.models import digest
from portal.reconcile import findings
from tests.harness.full import MESSAGES
from tests.harness.mail_server import mail_server
from tests.harness.processes import wait_until

from .broker_only import into_the_broker, steadily
from .storm import Outside, Storm, faults, into_the_outbox

FAULTS = faults(MESSAGES)
LONG = 180 + MESSAGES // 20
OF_BROKERS = {kind: times for kind, times in FAULTS.items() if kind != "postgres_restarted"}
CONTROL = 100 * sum(OF_BROKERS.values())
STILL = 3  # seconds in which nothing leaves any more


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


def test_storm_without_the_outbox_loses_some_of_the_messages(portal, redis_here, own_database, outside):
    """The control: the same storm, the messages in the broker only, so that PostgreSQL has no part in it. Workers send
    most of them, and what a fault finds underway is gone."""
    storm = Storm(portal, redis_here, own_database, outside)
    storm.rage(CONTROL, steadily(storm), over=CONTROL // 2, **OF_BROKERS)
    into_the_broker([CONTROL])
    wait_until(lambda: f"{CONTROL:032}" in outside.texts(), 60, "the queue is empty")
    storm.until_left(CONTROL, STILL)

    lost = CONTROL + 1 - len(set(outside.texts()))
    print(f"{CONTROL=} {lost=}")
    assert 0 < lost < CONTROL // 2
