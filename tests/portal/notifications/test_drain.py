"""Does every message leave, each through its door, codes first, and does no failure lose or repeat one?"""

from datetime import timedelta

import pytest
from django.core import mail
from django.db.models.functions import Now

from portal.models import OutboxMessage
from portal.notifications import drain as draining
from portal.notifications import lease
from portal.notifications.channels import Later, Rejected, Unreachable
from portal.notifications.drain import drain
from portal.notifications.outbox import notify, send_to_address

pytestmark = pytest.mark.django_db
CONTEXT = {"code": "RD-2026-7K3M9Q", "tier": "B", "city": {"zh-hans": "哈尔滨市", "en": "Harbin"}, "url": "/me/"}


class FakeCourier:
    """Takes everything, or answers with `error`."""

    def __init__(self, error=None):
        self.error, self.sent = error, []

    def send(self, envelope):
        self.sent.append(envelope)
        if self.error:
            raise self.error

    def close(self):
        pass


@pytest.fixture
def courier(monkeypatch):
    courier = FakeCourier()
    monkeypatch.setattr(draining, "courier_for", lambda channel: courier)
    return courier


def tell(user, key="k"):
    notify([user], "application_submitted", context=CONTEXT, key=key, channels=["email"])


def ages(**changes):
    """Let the database's clock be later for the rows, since it cannot be moved."""
    OutboxMessage.objects.update(**{name: Now() - delta for name, delta in changes.items()})


def wait_seconds():
    row = OutboxMessage.objects.annotate(now=Now()).get()
    return round((row.next_attempt_at - row.now).total_seconds())


def test_drain_sends_the_letter_in_the_readers_language(talent):
    talent.language = "en"
    talent.save()
    tell(talent)

    assert drain() is False

    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["talent@example.cn"], "Application submitted: RD-2026-7K3M9Q")
    assert "authority of Harbin" in letter.body
    assert "http://localhost:8000/me/" in letter.body
    assert letter.body.endswith("Nobody reads replies to this address.\n")
    assert letter.extra_headers["Message-ID"].startswith("<")
    row = OutboxMessage.objects.get()
    assert (row.state, row.tries, row.lease, row.is_attempting) == ("sent", 1, None, False)
    assert row.sent_at is not None


def test_drain_twice_sends_once(talent):
    tell(talent)

    drain()
    drain()

    assert len(mail.outbox) == 1


def test_drain_sends_codes_before_news(talent, courier):
    tell(talent)
    send_to_address("email", "a@b.cn", "signin_code", context={"code": "1", "minutes": 5}, key="c", language="zh-hans")

    drain()

    assert [envelope.address for envelope in courier.sent] == ["a@b.cn", "talent@example.cn"]
    assert [row.sealed for row in OutboxMessage.objects.all()] == [None, None]


def test_drain_silent_server_waits_longer_each_time_and_is_never_given_up(talent, courier):
    courier.error = Unreachable("ConnectionRefusedError")
    tell(talent)

    waits = []
    for _ in range(11):
        drain()
        waits.append(wait_seconds())
        ages(next_attempt_at=timedelta(seconds=1))

    assert waits == [10, 60, 300, 900, 3600, 10800, 21600, 43200, 86400, 86400, 86400]
    row = OutboxMessage.objects.get()
    assert (row.state, row.tries, row.crashes, row.last_error) == ("pending", 11, 0, "ConnectionRefusedError")


def test_drain_silent_server_is_asked_once_and_the_rest_waits_untried(talent, courier):
    courier.error = Unreachable("TimeoutError")
    for number in range(30):
        tell(talent, f"k{number}")

    drain()

    assert len(courier.sent) == 1
    assert sorted(OutboxMessage.objects.values_list("tries", flat=True)) == [0] * 29 + [1]
    assert not OutboxMessage.objects.filter(lease__isnull=False).exists()
    assert not OutboxMessage.objects.due().exists()


def test_drain_later_concerns_one_message_only(talent, other_talent, courier):
    courier.error = Later("SMTPDataError 451")
    tell(talent, "one")
    tell(other_talent, "two")

    drain()

    assert list(OutboxMessage.objects.values_list("state", "tries", "last_error")) == [
        ("pending", 1, "SMTPDataError 451"),
        ("pending", 1, "SMTPDataError 451"),
    ]


def test_drain_rejected_goes_to_quarantine_at_once(talent, courier):
    courier.error = Rejected("SMTPRecipientsRefused 550")
    tell(talent)

    drain()

    row = OutboxMessage.objects.get()
    assert (row.state, row.last_error) == ("quarantined", "SMTPRecipientsRefused 550")
    assert row.quarantined_at is not None and row.lease is None


def test_drain_unforeseen_fault_goes_to_quarantine_the_third_time(talent, courier):
    courier.error = KeyError("provider")
    tell(talent)

    seen = []
    for _ in range(4):
        drain()
        seen.append(OutboxMessage.objects.get().state)
        OutboxMessage.objects.update(next_attempt_at=Now())

    assert seen == ["pending", "pending", "quarantined", "quarantined"]
    assert len(courier.sent) == 3


def test_reap_worker_that_died_in_a_try_counts_as_crash_and_the_third_is_quarantine(talent):
    tell(talent)

    states = []
    for _ in range(3):
        (message,) = lease.claim(10)
        assert lease.begin(message)
        ages(leased_until=timedelta(seconds=1))
        assert lease.claim(10) == []
        assert lease.reap() == 1
        states.append(OutboxMessage.objects.get().state)
        OutboxMessage.objects.update(next_attempt_at=Now())

    assert states == ["pending", "pending", "quarantined"]
    assert OutboxMessage.objects.get().tries == 3


def test_claim_lease_that_ended_before_the_try_began_costs_nothing(talent, courier):
    tell(talent)
    lease.claim(10)
    ages(leased_until=timedelta(seconds=1))

    assert lease.reap() == 0
    drain()

    row = OutboxMessage.objects.get()
    assert (row.state, row.tries, row.crashes) == ("sent", 1, 0)


def test_begin_after_the_lease_was_lost_sends_nothing(talent):
    tell(talent)
    (mine,) = lease.claim(10)
    ages(leased_until=timedelta(seconds=1))
    (theirs,) = lease.claim(10)

    assert not lease.begin(mine)
    assert lease.begin(theirs)
    assert OutboxMessage.objects.get().tries == 1


def test_delivered_after_the_lease_was_lost_is_still_delivered(talent):
    tell(talent)
    (mine,) = lease.claim(10)
    lease.begin(mine)
    ages(leased_until=timedelta(seconds=1))
    lease.reap()

    lease.settle([mine], [mine])

    assert OutboxMessage.objects.get().state == "sent"


def test_failed_after_the_lease_was_lost_changes_nothing(talent):
    tell(talent)
    (mine,) = lease.claim(10)
    lease.begin(mine)
    ages(leased_until=timedelta(seconds=1))
    lease.reap()
    before = OutboxMessage.objects.values().get()

    lease.settle([mine], [], [(lease.failed, mine, "late"), (lease.refused, mine, "late")])

    assert OutboxMessage.objects.values().get() == before


def test_expire_code_that_nobody_can_use_any_more_is_dropped_with_what_it_held(courier):
    send_to_address("email", "a@b.cn", "signin_code", context={"code": "1", "minutes": 5}, key="c", language="en")
    ages(expires_at=timedelta(seconds=1))

    drain()
    lease.expire()

    row = OutboxMessage.objects.get()
    assert (row.state, row.sealed, row.sent_at, courier.sent) == ("expired", None, None, [])


def test_drain_user_without_address_goes_to_quarantine(talent):
    tell(talent)
    talent.email = ""
    talent.save()

    drain()

    row = OutboxMessage.objects.get()
    assert (row.state, row.last_error, mail.outbox) == ("quarantined", "no address", [])
