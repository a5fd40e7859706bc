"""Is each code answered as CONTRACT.md says, and used up by the first check?"""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from accounts.card.actions import show_code
from accounts.models import Card, LiveCode
from portal.idempotency import KeyReused
from portal.workflow.engine import Refusal, perform
from services.models import Allowance, Check, Use
from services.partners.checks import bare_code, check_code
from services.partners.counter import at
from services.partners.uses import record, undo


def ask(partner, code, service="medical-green-channel", **more):
    found = check_code(at(partner), code=code, service=service, channel="api", **more)
    return found.check


def test_genuine_code_is_eligible_once(card, hospital):
    code, _row = show_code(card)

    first, second = ask(hospital, code.lower()), ask(hospital, code)

    assert (first.verdict, first.reason, first.holder) == ("eligible", "ok", card.talent)
    assert (second.verdict, second.reason) == ("not_eligible", "already_used")


@pytest.mark.parametrize(
    ("seconds", "reason"), [(0, "ok"), (59, "ok"), (60, "expired"), (61, "expired"), (3600, "expired")]
)
def test_live_code_is_good_for_sixty_seconds(card, hospital, clock, seconds, reason):
    code, row = show_code(card)
    assert row.expires_at - timezone.now() == dt.timedelta(seconds=60)

    clock.shift(seconds)

    assert ask(hospital, code).reason == reason


def test_verify_address_of_this_site_is_a_code_and_another_sites_is_not(card, hospital):
    code, _row = show_code(card)

    assert ask(hospital, f"https://evil.example/verify/{code}").reason == "other_site"
    assert ask(hospital, f"HTTP://LOCALHOST:8000/VERIFY/{code}").reason == "ok"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7k3m 9q2 x4t", ("7K3M9Q2X4T", True)),
        ("http://localhost:8000/verify/7K3M9Q2X4T", ("7K3M9Q2X4T", True)),
        ("http://localhost:9000/verify/7K3M9Q2X4T", ("", False)),
        ("http://localhost:8000/other/7K3M9Q2X4T", ("", False)),
    ],
)
def test_bare_code_reads_what_a_scanner_types(text, expected):
    assert bare_code(text) == expected


def test_code_of_a_card_cancelled_meanwhile_answers_as_a_revoked_one(card, hospital):
    code, _row = show_code(card)
    perform(card, "cancel", by=card.talent)

    assert ask(hospital, code).reason == "card_revoked"


def test_reasons_speak_of_the_code_before_the_card(card, hospital, airport):
    assert ask(hospital, "0000000000").reason == "unknown_code"
    code, row = show_code(card)
    LiveCode.objects.filter(pk=row.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert ask(hospital, code).reason == "expired"
    assert ask(airport, show_code(card)[0]).reason == "service_not_yours"
    Card.objects.filter(pk=card.pk).update(issued_on="2020-01-01", expires_on="2024-12-31")
    assert ask(hospital, show_code(card)[0]).reason == "card_expired"


def test_suspended_and_revoked_card_is_refused_in_the_next_check(card, hospital, province_officer):
    first, second = show_code(card)[0], show_code(card)[0]

    suspended = perform(card, "suspend", by=card.talent)
    assert ask(hospital, first).reason == "card_suspended"
    perform(suspended, "revoke", by=province_officer, reason="材料不实")
    assert ask(hospital, second).reason == "card_revoked"


def test_same_key_gets_the_same_answer_and_other_body_is_refused(card, hospital):
    code, _row = show_code(card)

    first, again = ask(hospital, code, key="k1"), ask(hospital, code, key="k1")

    assert again.public_id == first.public_id
    assert Check.objects.count() == 1
    with pytest.raises(KeyReused):
        ask(hospital, "0000000000", key="k1")


def test_counted_service_is_given_back_when_undone(card, airport, desk_staff):
    checks = [ask(airport, show_code(card)[0], service="airport-lane") for _ in range(2)]

    use = record(checks[0], outcome="served", companions_used=1)
    assert Allowance.objects.get(holder=card.talent).used == 1
    undo(use, staff=None, reason="按错了")

    assert Allowance.objects.get(holder=card.talent).used == 0
    with pytest.raises(Refusal) as refused:
        record(checks[0], outcome="served")
    assert refused.value.code == "already_recorded"


def test_allowance_is_never_exceeded(card, airport):
    checks = [ask(airport, show_code(card)[0], service="airport-lane") for _ in range(2)]
    Allowance.objects.create(
        holder=card.talent, service=checks[0].service, period=str(timezone.localdate().year), limit=12, used=11
    )

    record(checks[0], outcome="served")

    with pytest.raises(Refusal) as refused:
        record(checks[1], outcome="served")
    assert refused.value.code == "allowance_used_up"
    assert Use.objects.count() == 1
    assert ask(airport, show_code(card)[0], service="airport-lane").reason == "allowance_used_up"


def test_answer_costs_one_select_one_consume_one_insert(card, hospital, django_assert_num_queries):
    code, _row = show_code(card)
    with django_assert_num_queries(5) as captured:
        check_code(at(hospital), code=code, service="medical-green-channel", channel="api")

    words = [query["sql"].split()[0] for query in captured.captured_queries]
    read = "EXECUTE" if connection.vendor == "postgresql" else "SELECT"
    assert [w for w in words if w not in {"SAVEPOINT", "RELEASE"}] == [read, "UPDATE", "INSERT"]
