"""Keys turn five times while counters check without a pause: does any check fail?"""

import threading
from functools import partial
from itertools import count

import pytest
from django.db import connection

from accounts.card.actions import show_code
from accounts.card.offline import make_offline
from tests.harness.at_once import at_once
from tests.harness.processes import wait_until

from .test_checks import ask

COUNTERS, TURNS = 6, 5

pytestmark = [
    pytest.mark.slow,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def turn_five_times(settings, answered):
    """Each key is published before it signs, as docs/deploying.md says; each ring stays until it was asked under."""
    ring = dict(settings.SIGNING_KEYS)
    for turn in range(TURNS):
        following = {f"turn-{turn}": bytes([turn]) * 32}
        for settings.SIGNING_KEYS in (ring | following, following | ring):
            enough = len(answered) + 3 * COUNTERS
            wait_until(partial(has_at_least, answered, enough), 60, "checks under each ring of keys")
        ring = following | ring


def has_at_least(answered, enough):
    return len(answered) >= enough


def test_no_check_fails_while_keys_turn_five_times(card, hospital, settings):
    until, who, first, answered = threading.Event(), count(), make_offline(card, by=card.talent).text, []

    def counter():
        if next(who) == 0:
            try:
                turn_five_times(settings, answered)
            finally:
                until.set()
        while not until.is_set():
            codes = (first, make_offline(card, by=card.talent).text, show_code(card)[0])
            answered.extend(ask(hospital, code).reason for code in codes)

    said = at_once(COUNTERS + 1, counter)

    assert [one for one in said if isinstance(one, Exception)] == []
    assert set(answered) == {"ok"}
