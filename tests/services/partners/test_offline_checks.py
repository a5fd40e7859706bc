"""What does a counter with a network make of an offline code or a printed card? Good again and again, seen with an
identity document."""

import random

import pytest
from django.utils import timezone

from accounts.card.actions import show_code
from accounts.card.offline import make_offline
from accounts.card.qr import verify_url
from accounts.models import LiveCode
from portal.workflow.engine import Refusal, perform
from services.models import Check, Use
from services.partners.checks import bare_code
from services.partners.counter import at
from services.partners.look_up import facts_for
from services.partners.uses import record
from tests.accounts.card.test_offline_keys import mutated
from tests.harness.full import size
from tests.hostile.test_guesses import asker
from tests.hostile.world import system_of

from .test_checks import ask

GREEN = "medical-green-channel"


def made(card):
    return verify_url(make_offline(card, by=card.talent).text).upper()


def test_offline_code_is_accepted_again_and_again_in_any_spelling(card, hospital):
    code = made(card)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)

    said = [ask(hospital, text) for text in (code, code.lower(), code.rpartition("/")[2], wide, f" {code} ")]

    assert [check.reason for check in said] == ["ok"] * 5
    assert {check.code_kind for check in said} == {"offline"}
    assert {check.holder for check in said} == {card.talent}
    assert LiveCode.objects.get().used_at is None


def test_kind_of_code_stands_in_the_check(card, hospital):
    assert ask(hospital, show_code(card)[0]).code_kind == "live"
    assert ask(hospital, "0000000000").code_kind == ""


def test_offline_code_ends_after_its_day_or_with_its_card(card, hospital, clock):
    code = made(card)

    clock.shift(24 * 3600 - 1)
    assert ask(hospital, code).reason == "ok"
    clock.shift(1)
    assert ask(hospital, code).reason == "expired"
    later = made(card)
    perform(card, "suspend", by=card.talent)
    assert ask(hospital, later).reason == "card_suspended"


def test_service_of_others_is_told_nothing_for_an_offline_code(card, hospital):
    assert ask(hospital, made(card), service="airport-lane").reason == "service_not_yours"


@pytest.mark.parametrize("outcome", ["served", "postponed", "refused"])
@pytest.mark.parametrize("has_seen", [True, False])
def test_nobody_is_served_by_it_before_an_identity_document_was_seen(card, hospital, outcome, has_seen):
    check = ask(hospital, made(card))

    def run():
        return record(check, outcome=outcome, reason="说明", has_seen_identity=has_seen)

    if outcome == "served" and not has_seen:
        with pytest.raises(Refusal) as refused:
            run()
        assert (refused.value.code, Use.objects.count()) == ("identity_not_seen", 0)
    else:
        assert run().has_seen_identity is has_seen


def test_live_code_asks_for_no_identity_document(card, hospital):
    assert record(ask(hospital, show_code(card)[0]), outcome="served").has_seen_identity is False


def test_desk_ticks_that_the_document_was_seen(card, desk_staff, as_user):
    desk = as_user(desk_staff)
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = desk.post("/desk/check/", {"code": made(card), "service": GREEN, "form_key": "k"}).url
    shown = desk.get(page).content.decode()

    without = desk.post(f"{page}use/", {"outcome": "served", "form_key": "a"})
    ticked = desk.post(f"{page}use/", {"outcome": "served", "has_seen_identity": "on", "form_key": "b"})

    assert "I have seen an identity document" in shown
    assert without.status_code == 409
    assert "Look at an identity document first" in without.content.decode()
    assert ticked.url == page
    assert Use.objects.get().has_seen_identity is True


def test_desk_is_not_asked_for_a_live_code(card, desk_staff, as_user):
    desk = as_user(desk_staff)
    page = desk.post("/desk/check/", {"code": show_code(card)[0], "service": GREEN, "form_key": "k"}).url

    assert "has_seen_identity" not in desk.get(page).content.decode()
    assert desk.post(f"{page}use/", {"outcome": "served", "form_key": "a"}).url == page


def test_partners_system_says_that_the_document_was_seen(card, hospital):
    system = system_of(hospital)

    def post(path, body, key=""):
        headers = {"idempotency-key": key} if key else {}
        return system.post(f"/api/v1/partner/{path}/", body, content_type="application/json", headers=headers)

    check = post("checks", {"code": made(card), "service": GREEN}).json()["id"]
    without = post("uses", {"check": check, "outcome": "served"}, "a")
    seen = post("uses", {"check": check, "outcome": "served", "has_seen_identity": True}, "b")

    assert (without.status_code, without.json()["code"]) == (409, "identity_not_seen")
    assert seen.status_code == 201


@pytest.mark.parametrize(
    "text", ["http://[", "https://x:99999999/verify/a", "//", "verify/", "https://[::1/verify/A", "/"]
)
def test_broken_address_is_of_no_site_and_breaks_nothing(text, card, hospital):
    assert bare_code(text) == ("", False)
    assert ask(hospital, text).reason == "other_site"


def test_mutated_offline_codes_find_no_one_at_a_counter_and_slow_the_partner(card, hospital, province_officer, clock):
    ask_here, code, chance = asker(hospital), made(card), random.Random(6)

    said = [ask_here(mutated(code, chance)) for _ in range(40)]

    reasons = {check.reason for check in said if check}
    assert reasons <= {"unknown_code", "other_site"}
    assert None in said  # slowed
    assert Check.objects.exclude(holder=None).count() == 0


@pytest.mark.parametrize("more", ["/", "?", "?x", "#x", "/?/"])
def test_offline_code_with_something_behind_it_is_none_as_for_every_verifier(card, hospital, more):
    assert bare_code(made(card) + more)[0] == ""
    assert ask(hospital, made(card) + more).holder is None


@pytest.mark.slow
def test_mutated_offline_codes_are_read_as_none_and_show_nobody(card, hospital):
    """100,000 with FULL=1."""
    code, chance, now = made(card), random.Random(7), timezone.now()
    assert facts_for(at(hospital), GREEN, bare_code(code)[0], at=now).card.holder_id == card.talent_id

    read = {bare_code(mutated(code, chance))[0] for _ in range(size(5_000, 100_000))}

    assert read == {""}
    shown = facts_for(at(hospital), GREEN, "", at=now)
    assert (shown.code, shown.card) == (None, None)
