"""A code that is shown again and again, fifty at a time over real HTTP: is it one use, and does the guard make it so?

A live code is good for one check. An offline and a spoken one are looked up as often as they are shown, so that what is
left of the allowance must hold. Whatever the code, the use of one check is recorded once.
"""

import itertools
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from accounts.card.actions import make_spoken, show_code
from accounts.card.offline import make_offline
from accounts.models import LiveCode
from services.models import Allowance, Check
from services.partners import checks, uses
from tests.cast import person
from tests.factories import CardFactory
from tests.faults.test_fifty_at_once import MANY, take_without_looking, uses_of
from tests.faults.writes import by_partner
from tests.harness.full import size
from tests.harness.over_http import Caller
from tests.services.partners.test_spoken import DAY

LANE = "airport-lane"
ROUNDS = size(200, 10_000) // MANY
NUMBERS = itertools.count(1)
CODES = {
    "live": lambda card: show_code(card)[0],
    "offline": lambda card: make_offline(card, by=card.talent).text,
    "spoken": lambda card: make_spoken(card, partner_kind="airport", service=LANE, good_for=DAY).text,
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


@pytest.fixture
def system(airport, live_server, settings):
    settings.PARTNER_CALLS_A_MINUTE = 1_000_000
    return Caller(live_server, by_partner(airport, "", {}).headers)


def holder():
    """Somebody new, with a card of which one use is left."""
    card = CardFactory(talent=person(f"holder{next(NUMBERS)}@example.cn"))
    one_left = {"limit": 12, "used": 11, "period": str(timezone.localdate().year)}
    service = card.tier.entitlements.get(service__slug=LANE).service
    return card, Allowance.objects.create(holder=card.talent, service=service, **one_left)


def replay(system, code):
    """The code shown fifty times at once, and then a use for each of them at once; what was said to both."""
    checks_said = system.at_once("partner/checks/", [({"code": code, "service": LANE}, {})] * MANY)
    good = [said["id"] for _status, said in checks_said if said.get("reason") == "ok"]
    wanted = [
        (
            {"check": check, "outcome": "served", "has_seen_identity": True},
            {"Idempotency-Key": f"{code}-{number}"[-60:]},
        )
        for number, check in zip(range(MANY), itertools.cycle(good), strict=False)
    ]
    uses_said = system.at_once("partner/uses/", wanted)
    return Counter(said.get("reason") for _status, said in checks_said), Counter(status for status, _said in uses_said)


def assert_used_once(kind, allowance, said):
    checked, used = said
    assert checked == ({"ok": 1, "already_used": MANY - 1} if kind == "live" else {"ok": MANY})
    assert used == {201: 1, 409: MANY - 1}
    assert uses_of(allowance.holder) == 1
    assert Check.objects.filter(holder=allowance.holder).count() == MANY
    allowance.refresh_from_db()
    assert allowance.used == allowance.limit


def test_code_that_is_replayed_fifty_at_a_time_is_one_use_each(system):
    """10,000 with FULL=1."""
    for kind, _round in zip(itertools.cycle(CODES), range(ROUNDS), strict=False):
        card, allowance = holder()

        said = replay(system, CODES[kind](card))

        assert_used_once(kind, allowance, said)


@pytest.mark.parametrize("kind", ["live", "offline"])
def test_without_the_guard_the_same_replay_is_more_than_one_use(system, kind, monkeypatch):
    """The control: nobody looks whether the code was used already, or how much is left."""
    mark = lambda code: bool(LiveCode.objects.filter(pk=code.pk).update(used_at=timezone.now()))  # noqa: E731
    monkeypatch.setattr(checks, "consume", mark)
    monkeypatch.setattr(uses.allowances, "take", take_without_looking)
    card, allowance = holder()

    _checked, used = replay(system, CODES[kind](card))

    assert used[201] == uses_of(allowance.holder) > 1
