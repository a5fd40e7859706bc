"""Fifty desks at once: is a code used up once, an allowance never exceeded, and is it the guard that does it?"""

from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from accounts.card.actions import show_code
from accounts.models import LiveCode
from services.models import Allowance, Check, Use
from services.partners import checks
from services.partners.uses import record
from tests.harness.at_once import at_once

from .test_checks import ask

DESKS = 50

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def test_a_code_replayed_fifty_times_at_once_is_used_once(card, hospital):
    code, _row = show_code(card)

    said = Counter(at_once(DESKS, lambda: ask(hospital, code).reason))

    assert said == {"ok": 1, "already_used": DESKS - 1}
    assert Check.objects.count() == DESKS


def test_without_the_guard_the_same_test_fails(card, hospital, monkeypatch):
    """The control: the code is marked as used, but nobody looks whether it already was."""
    code, _row = show_code(card)
    used = lambda row: bool(LiveCode.objects.filter(pk=row.pk).update(used_at=timezone.now()))  # noqa: E731
    monkeypatch.setattr(checks, "consume", used)

    said = Counter(at_once(DESKS, lambda: ask(hospital, code).reason))

    assert said["ok"] > 1


def test_one_key_sent_fifty_times_at_once_is_one_check(card, hospital):
    code, _row = show_code(card)

    said = at_once(DESKS, lambda: ask(hospital, code, key="k").public_id)

    assert len(set(said)) == 1
    assert Check.objects.count() == 1


def test_the_last_use_of_an_allowance_is_given_once(card, airport):
    made = [ask(airport, show_code(card)[0], service="airport-lane") for _ in range(DESKS)]
    year = str(timezone.localdate().year)
    Allowance.objects.create(holder=card.talent, service=made[0].service, period=year, limit=12, used=11)
    left = iter(made)

    said = Counter(
        getattr(outcome, "code", "served") for outcome in at_once(DESKS, lambda: record(next(left), outcome="served"))
    )

    assert said == {"served": 1, "allowance_used_up": DESKS - 1}
    assert (Allowance.objects.get().used, Use.objects.count()) == (12, 1)


def test_one_visit_is_recorded_once_with_its_companions(card, airport):
    check = ask(airport, show_code(card)[0], service="airport-lane")

    said = at_once(10, lambda: record(check, outcome="served", companions_used=check.companions))

    assert Counter(getattr(one, "code", "served") for one in said) == {"served": 1, "already_recorded": 9}
    assert [use.companions_used for use in Use.objects.all()] == [1]
    assert Allowance.objects.get().used == 1
