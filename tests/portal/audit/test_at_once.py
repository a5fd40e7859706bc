"""Does a chain stay a chain, and a seal whole, while others write in the same moment?"""

import threading

import pytest
from django.db import OperationalError, connection, transaction

from portal.audit import chain, seals
from portal.audit.chain import append
from portal.audit.models import History, Seal
from portal.audit.verify import findings
from tests.factories import UserFactory
from tests.harness.at_once import at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


class Slow:
    """A transaction of another process that has its id and has not committed yet."""

    def __init__(self, person):
        self.person, self.has_id, self.may_commit = person, threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._run)

    def _run(self):
        with transaction.atomic():
            append(self.person, "case_opened", by=None)
            self.has_id.set()
            self.may_commit.wait(20)
        connection.close()

    def __enter__(self):
        self.thread.start()
        assert self.has_id.wait(20)
        return self

    def __exit__(self, *_error):
        self.may_commit.set()
        self.thread.join()


def test_events_of_one_object_at_once_queue_up(talent):
    outcomes = at_once(20, lambda: append(talent, "case_opened", by=talent).seq)

    assert sorted(outcomes) == list(range(1, 21))
    assert list(findings()) == []


def test_without_the_lock_events_at_once_collide(talent, monkeypatch):
    """The control."""
    monkeypatch.setattr(chain, "lock", lambda obj: obj)

    outcomes = at_once(20, lambda: append(talent, "case_opened", by=talent).seq)

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)]


def test_seal_waits_for_the_lower_id_that_is_not_committed(talent, seal_log):
    with Slow(talent) as slow:
        append(UserFactory(), "case_opened", by=None)
        threading.Timer(0.3, slow.may_commit.set).start()

        assert seals.seal() == 2

    assert list(findings()) == []


def test_without_the_table_lock_the_lower_id_is_missed(talent, seal_log, monkeypatch):
    """The control: the seal is drawn over the newest row one can see."""
    monkeypatch.setattr(seals, "_newest", lambda: History.objects.latest("id").pk)

    with Slow(talent):
        append(UserFactory(), "case_opened", by=None)
        assert seals.seal() == 1

    assert "was put in: seal 1 does not hold it" in "\n".join(findings())


def test_seal_that_waits_too_long_gives_way_and_comes_back(talent, seal_log, monkeypatch):
    monkeypatch.setattr(seals, "LOCK_WAIT", "50ms")

    with Slow(talent), pytest.raises(OperationalError, match="lock timeout"):
        seals.seal()

    assert Seal.objects.count() == 0
    assert seals.seal() == 1


def test_two_seals_at_once_leave_no_gap_and_no_double(talent, seal_log):
    for _number in range(30):
        append(talent, "case_opened", by=None)

    outcomes = at_once(8, seals.seal)

    assert sum(outcomes) == 30
    assert list(findings()) == []
