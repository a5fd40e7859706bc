"""Is every code that must not open a door refused over HTTP with its own reason, and is the look recorded?"""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.card.actions import show_code
from accounts.models import Card, LiveCode
from portal.codes import ALPHABET
from portal.workflow.engine import perform
from services.models import Allowance, Check, Entitlement
from tests.services.partners.test_api import call, token_of  # noqa: F401
from tests.services.partners.test_checks import ask

GREEN, LANE = "medical-green-channel", "airport-lane"


def forged(card, **cast):
    return "7K3M9Q2X4T"


def not_a_code(card, **cast):
    return "绿色通道"


def expired(card, **cast):
    code, row = show_code(card)
    LiveCode.objects.filter(pk=row.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    return code


def replayed(card, hospital, **cast):
    code, _row = show_code(card)
    assert ask(hospital, code).reason == "ok"
    return code


def replayed_elsewhere(card, airport, **cast):
    code, _row = show_code(card)
    assert ask(airport, code, service=LANE).reason == "ok"
    return code


def of_another_site(card, **cast):
    return f"https://evil.example/verify/{show_code(card)[0]}"


def of_a_suspended_card(card, **cast):
    code, _row = show_code(card)
    perform(card, "suspend", by=card.talent)
    return code


def of_a_revoked_card(card, province_officer, **cast):
    code, _row = show_code(card)
    perform(card, "revoke", by=province_officer, reason="材料不实")
    return code


def of_an_ended_card(card, **cast):
    code, _row = show_code(card)
    Card.objects.filter(pk=card.pk).update(issued_on="2020-01-01", expires_on="2024-12-31")
    return code


def of_a_tier_without_it(card, **cast):
    Entitlement.objects.filter(service__slug=GREEN, tier=card.tier).update(is_allowed=False)
    return show_code(card)[0]


def genuine(card, **cast):
    return show_code(card)[0]


# what is shown, for which service -> reason, whether the answer may say whose card it is
REFUSED = [
    (forged, GREEN, "unknown_code", False),
    (not_a_code, GREEN, "unknown_code", False),
    (expired, GREEN, "expired", False),
    (replayed, GREEN, "already_used", False),
    (replayed_elsewhere, GREEN, "already_used", False),
    (of_another_site, GREEN, "other_site", False),
    (genuine, LANE, "service_not_yours", False),
    (of_a_suspended_card, LANE, "service_not_yours", False),
    (of_a_suspended_card, GREEN, "card_suspended", True),
    (of_a_revoked_card, GREEN, "card_revoked", True),
    (of_an_ended_card, GREEN, "card_expired", True),
    (of_a_tier_without_it, GREEN, "not_entitled", True),
]


@pytest.mark.parametrize(
    ("show", "service", "reason", "is_open"), REFUSED, ids=[f"{row[0].__name__}-{row[1]}" for row in REFUSED]
)
def test_code_is_refused_with_its_reason_and_the_look_is_recorded(
    call,  # noqa: F811
    card,
    hospital,
    airport,
    province_officer,
    show,
    service,
    reason,
    is_open,
):
    shown = show(card=card, hospital=hospital, airport=airport, province_officer=province_officer)

    answer = call("partner/checks/", {"code": shown, "service": service})

    body = answer.json()
    assert (answer.status_code, body["verdict"], body["reason"]) == (201, "not_eligible", reason)
    assert (body["holder"] is not None, body["entitlement"] is not None) == (is_open, is_open)
    assert "李**" in answer.text if is_open else "李" not in answer.text
    assert Check.objects.get(public_id=body["id"]).reason == reason


def test_code_is_used_up_by_a_refused_check_too(call, card):  # noqa: F811
    code, _row = show_code(card)

    said = [call("partner/checks/", {"code": code, "service": slug}).json()["reason"] for slug in (LANE, GREEN)]

    assert said == ["service_not_yours", "already_used"]


def test_code_with_one_character_changed_is_unknown_and_leaves_the_true_one_whole(card, hospital):
    code, _row = show_code(card)

    mutated = [code[:at] + ALPHABET[(ALPHABET.index(code[at]) + 1) % 32] + code[at + 1 :] for at in range(len(code))]

    assert {ask(hospital, wrong).reason for wrong in [*mutated, code[:-1], f"{code}0", code[::-1]]} == {"unknown_code"}
    assert ask(hospital, code).reason == "ok"


def test_code_replayed_fifty_times_is_honoured_once(card, hospital):
    code, _row = show_code(card)

    said = [ask(hospital, code).reason for _ in range(50)]

    assert said == ["ok"] + ["already_used"] * 49


def test_allowance_that_is_used_up_is_said_to_the_partner(card, airport):
    service = Entitlement.objects.get(service__slug=LANE, tier=card.tier).service
    year = str(timezone.localdate().year)
    Allowance.objects.create(holder=card.talent, service=service, period=year, limit=12, used=12)

    check = ask(airport, show_code(card)[0], service=LANE)

    assert (check.verdict, check.reason, check.left) == ("not_eligible", "allowance_used_up", 0)
