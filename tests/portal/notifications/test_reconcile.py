"""Do the invariants of the messages find what must not be, and keep quiet about what may?"""

import uuid
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from portal.models import InboxMessage, OutboxBatch, OutboxMessage
from portal.notifications import lease
from portal.notifications.drain import drain
from portal.notifications.outbox import notify, send_to_address
from portal.reconcile import findings

pytestmark = pytest.mark.django_db
LEASE = uuid.UUID(int=1)
OURS = ("outbox", "inbox")


def found():
    return {name: lines for name, lines in findings() if name.startswith(OURS) and lines}


@pytest.fixture
def row(talent):
    notify([talent], "card_suspended", context={"tier": "B"}, key="k")
    return OutboxMessage.objects.get()


def test_reconcile_a_life_without_faults_finds_nothing(row, talent):
    notify([talent], "card_lifted", context={"tier": "B"}, key="other")
    send_to_address("email", "a@b.cn", "signin_code", context={"code": "1", "minutes": 5}, key="c", language="en")

    drain()

    assert found() == {}


def test_reconcile_lease_that_never_ended_is_found(row):
    lease.claim(1)
    OutboxMessage.objects.update(leased_until=Now() - timedelta(minutes=16))

    assert found() == {"outbox: nothing is leased for long": [f"outgoing message {row.pk}"]}


def test_reconcile_batch_that_never_ended_is_found():
    OutboxBatch.objects.create(lease=LEASE, messages=[], leased_until=Now() - timedelta(minutes=16))

    assert found() == {"outbox: nothing is leased for long": [f"batch {LEASE}"]}


def test_reconcile_message_left_lying_is_found(row):
    OutboxMessage.objects.update(next_attempt_at=Now() - timedelta(minutes=16))

    assert found() == {"outbox: nothing due is left lying": [f"outgoing message {row.pk}"]}


def test_reconcile_silent_quarantine_is_found(row):
    OutboxMessage.objects.update(state="quarantined", quarantined_at=Now(), last_error="")

    assert found() == {"outbox: whatever is in quarantine says since when and why": [f"outgoing message {row.pk}"]}


def test_reconcile_sent_without_a_try_or_with_its_secret_kept_is_found(row):
    OutboxMessage.objects.update(state="sent", sent_at=Now(), sealed={"address": "a@b.cn"})

    assert set(found()) == {
        "outbox: sent exactly where there is a moment of sending, and nothing kept that was sealed",
        "outbox: whatever was sent was tried, and no crash or doubt is counted that was no try",
    }


def test_reconcile_read_before_written_is_found(row):
    InboxMessage.objects.update(read_at=Now() - timedelta(days=1))

    assert found() == {
        "inbox: nothing was read before it was written": [f"inbox message {InboxMessage.objects.get().pk}"]
    }
