"""Is what was sent long ago forgotten, and nothing that may still be needed?"""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from portal.models import OutboxMessage
from portal.notifications import forget as forgetting
from portal.notifications.forget import forget

pytestmark = pytest.mark.django_db


def message(key, state, days, **more):
    OutboxMessage.objects.create(
        key=key, channel="email", template="card_issued", state=state, created_at=Now() - timedelta(days=days), **more
    )


def test_forget_deletes_what_was_sent_or_dropped_long_ago_in_batches(monkeypatch):
    monkeypatch.setattr(forgetting, "BATCH", 2)
    for number in range(3):
        message(f"old {number}", "sent", 181, sent_at=Now(), tries=1)
    message("dropped", "expired", 181)
    message("new", "sent", 179, sent_at=Now(), tries=1)
    message("waiting", "pending", 181)
    message("stopped", "quarantined", 181, quarantined_at=Now(), last_error="x")

    assert forget() == 4

    assert set(OutboxMessage.objects.values_list("key", flat=True)) == {"new", "waiting", "stopped"}
