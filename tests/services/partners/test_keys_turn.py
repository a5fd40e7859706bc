"""Keys turn five times while counters check without a pause: does any check fail?"""

import threading
import time
from itertools import count

import pytest
from django.db import connection

from accounts.card.actions import show_code
from accounts.card.offline import make_offline
from tests.harness.at_once import at_once

from .test_checks import ask

COUNTERS, TURNS = 6, 5
BETWEEN = 0.3  # seconds: long enough for checks under each ring of keys

pytestmark = [
    pytest.mark.slow,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def turn_five_times(settings, until):
    """Each key is published before it signs, as docs/deploying.md says."""
    ring = dict(settings.SIGNING_KEYS)
    for turn in range(TURNS):
        following = {f"turn-{turn}": bytes([turn]) * 32}
        for settings.SIGNING_KEYS in (ring | following, following | ring):
            time.sleep(BETWEEN)
        ring = following | ring
    until.set()


def test_no_check_fails_while_keys_turn_five_times(card, hospital, settings):
    until, who, first = threading.Event(), count(), make_offline(card, by=card.talent).text

    def counter():
        if next(who) == 0:
            return turn_five_times(settings, until) or []
        said = []
        while not until.is_set():
            codes = (first, make_offline(card, by=card.talent).text, show_code(card)[0])
            said += [ask(hospital, code).reason for code in codes]
        return said

    said = at_once(COUNTERS + 1, counter)

    assert [one for one in said if isinstance(one, Exception)] == []
    reasons = [reason for one in said for reason in one]
    assert set(reasons) == {"ok"}
    assert len(reasons) > 3 * COUNTERS * TURNS
