"""Fifty officials decide the same case in the same moment: is it decided once, and is it the lock that does it?"""

from collections import Counter

import pytest
from django.db import connection

from portal.audit.models import History
from portal.audit.verify import findings
from portal.notifications.models import InboxMessage, OutboxMessage
from portal.workflow import engine
from tests.harness.at_once import at_once

from .papers import workflow
from .papers.models import Paper, Receipt

OFFICIALS = 50

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


@pytest.fixture(autouse=True)
def slow_effect(monkeypatch):
    """The decision takes its time, so that all the others have read the status before it is written for good."""
    give = workflow.give_receipt

    def slowly(paper, **words):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.1)")
        give(paper, **words)

    monkeypatch.setattr(workflow, "give_receipt", slowly)


def decide(paper, reader):
    return at_once(OFFICIALS, lambda: engine.perform(paper, "take", by=reader).status)


def assert_decided_once(paper, outcomes):
    said = Counter(getattr(outcome, "code", outcome) for outcome in outcomes)
    assert said == {"taken": 1, "wrong_status": OFFICIALS - 1}
    assert Paper.objects.values_list("status", flat=True).get() == "taken"
    assert [row.action for row in History.objects.of(paper)] == ["take"]
    assert (Receipt.objects.count(), InboxMessage.objects.count(), OutboxMessage.objects.count()) == (1, 1, 1)
    assert list(findings()) == []


@pytest.mark.parametrize("attempt", range(4))
def test_fifty_decisions_at_once_are_one(submitted, reader, attempt):
    outcomes = decide(submitted, reader)

    assert_decided_once(submitted, outcomes)


def test_without_the_lock_the_same_test_fails(submitted, reader, monkeypatch):
    """The control: everything as above, but the row is only read."""
    monkeypatch.setattr(engine, "lock", lambda obj: type(obj)._base_manager.get(pk=obj.pk))

    outcomes = decide(submitted, reader)

    with pytest.raises(AssertionError):
        assert_decided_once(submitted, outcomes)


def test_different_decisions_at_once_leave_one_and_its_chain(submitted, reader, writer):
    steps = [("take", reader), ("refuse", reader), ("withdraw", writer)] * 10
    ways = iter(steps)

    outcomes = at_once(len(steps), lambda: _decide_by(submitted, *next(ways)))

    done = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert len(done) == 1
    assert Paper.objects.values_list("status", flat=True).get() == done[0]
    assert [row.to_status for row in History.objects.of(submitted)] == done
    assert {outcome.code for outcome in outcomes if outcome not in done} == {"wrong_status"}


def _decide_by(paper, step, user):
    return engine.perform(paper, step, by=user, reason="Because.").status
