"""Is each message that may have arrived twice listed, and no other?"""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from portal.models import OutboxBatch, OutboxMessage
from portal.notifications import drain as draining
from portal.notifications import lease
from portal.notifications.channels import Unanswered, Unreachable
from portal.notifications.drain import drain
from portal.notifications.outbox import notify, send_to_address
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/portal/outboxmessage/"


class Silent:
    """A provider that raises `error` at its first message and takes every later one."""

    def __init__(self, error):
        self.error = error

    def send(self, envelope):
        error, self.error = self.error, None
        if error:
            raise error

    def close(self):
        pass


@pytest.fixture
def letter(talent):
    notify([talent], "card_suspended", context={"tier": "B"}, key="letter", channels=["email"])
    return OutboxMessage.objects.get()


@pytest.fixture
def text():
    context = {"code": "123456", "minutes": 10}
    send_to_address("sms", "+8613800000000", "signin_code", context=context, key="text", language="en")
    return OutboxMessage.objects.get(channel="sms")


def drain_through(monkeypatch, error):
    courier = Silent(error)
    monkeypatch.setattr(draining, "courier_for", lambda channel: courier)
    for _ in range(2):
        drain()
        OutboxMessage.objects.pending().update(next_attempt_at=Now())


def die_in_the_middle():
    """A worker claims and begins everything, and is not seen again."""
    while messages := lease.claim(10):
        assert all(message.is_begun or lease.begin(message) for message in messages)
    for rows in (OutboxMessage.objects.filter(lease__isnull=False), OutboxBatch.objects):
        rows.update(leased_until=Now() - timedelta(seconds=1))


def doubtful():
    return [row.template for row in OutboxMessage.objects.in_doubt()]


def test_letter_without_an_answer_is_sent_again_and_listed_for_good(monkeypatch, letter):
    drain_through(monkeypatch, Unanswered("TimeoutError"))

    row = OutboxMessage.objects.get()
    assert (row.state, row.tries, row.crashes, row.doubts) == ("sent", 2, 0, 1)
    assert doubtful() == ["card_suspended"]


def test_letter_that_never_reached_the_server_is_no_doubt(monkeypatch, letter):
    drain_through(monkeypatch, Unreachable("ConnectionRefusedError 111"))

    row = OutboxMessage.objects.get()
    assert (row.state, row.tries, row.doubts) == ("sent", 2, 0)
    assert doubtful() == []


def test_worker_that_died_leaves_a_doubt_where_the_provider_knows_no_repetition(letter, text):
    die_in_the_middle()
    lease.reap()

    assert list(OutboxMessage.objects.values_list("doubts", flat=True)) == [1, 1]
    assert doubtful() == ["card_suspended"]


def test_sent_again_by_a_person_the_doubt_stays(letter):
    die_in_the_middle()
    lease.reap()
    lease.send_again(letter)

    row = OutboxMessage.objects.get()
    assert (row.crashes, row.doubts) == (0, 1)


@pytest.mark.parametrize(
    ("state", "words"), [("pending", "may have arrived already"), ("sent", "may have arrived twice")]
)
def test_admin_lists_the_doubtful_alone_and_says_it_in_words(as_user, letter, talent, state, words):
    operator = UserFactory(email="operator@example.cn", is_staff=True, is_superuser=True)
    notify([talent], "card_lifted", context={"tier": "B"}, key="sure", channels=["email"])
    sent = {"state": state, "sent_at": Now() if state == "sent" else None}
    OutboxMessage.objects.filter(pk=letter.pk).update(doubts=1, tries=2, **sent)

    client = as_user(operator)
    listed = client.get(LIST, {"doubt": "yes"}, headers={"Accept-Language": "en"}).content.decode()
    one = client.get(f"{LIST}{letter.pk}/change/", headers={"Accept-Language": "en"}).content.decode()

    assert words in listed and words in one
    assert "card_suspended" in listed and "card_lifted" not in listed
