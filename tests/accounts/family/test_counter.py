"""Does a counter know for whom a family card is, and do the cards live by themselves and end with the holder's?"""

import pytest
from django.utils import timezone

from accounts.card.actions import issue, show_code
from accounts.models import Application, Card, FamilyMember
from accounts.people.actions import verify_phone
from policies.models import Tier
from portal.crypto.signing import verify_jws
from portal.workflow.engine import perform
from services.callbacks.actions import look_up
from services.late.emergency import enter_emergency, look_for
from services.models import Entitlement
from tests.factories import ApplicationFactory


# -- at the counter ---------------------------------------------------------------------------------------------------
def test_counter_learns_for_whom_the_card_is_and_of_what_tier(card, child, hospital, answer, card_of):
    said = answer(hospital, card_of(child))

    assert (said["verdict"], said["reason"]) == ("eligible", "ok")
    assert said["holder"] == {
        "name_masked": "李**",
        "tier": "B",
        "relation": "child",
        "photo_url": None,
        "id_tail": child.number[-2:],
    }
    assert answer(hospital, card)["holder"]["relation"] == "self"


@pytest.mark.parametrize(("named", "found"), [("李小雪", True), ("李明远", False)])
def test_window_that_is_rung_finds_the_card_by_whom_it_names(card, child, hospital, desk_staff, card_of, named, found):
    verify_phone(card.talent, "+8613800008815")
    asked = {"number": card_of(child).number, "name": named, "service": "medical-green-channel", "staff": desk_staff}

    assert (look_up(hospital, **asked).reason == "ok") is found


def test_emergency_by_the_number_of_a_family_card_is_for_whom_it_names(child, airport, hospital, desk_staff, card_of):
    said = []
    for place, service in ((hospital, "medical-green-channel"), (airport, "airport-lane")):
        about = {"service": service, "treated_at": timezone.now()}
        facts = look_for(place, code=card_of(child).number, **about)
        late = enter_emergency(facts, reason="急诊", by=desk_staff, **about)
        said.append((facts.card.relation, late.conflict))

    assert said == [("child", ""), ("child", "not_entitled")]


def test_service_for_the_holder_alone_is_not_the_familys(card, child, airport, answer, card_of):
    said = answer(airport, card_of(child), "airport-lane")

    assert (said["reason"], said["holder"]["relation"]) == ("not_entitled", "child")
    Entitlement.objects.filter(tier=card.tier, service__slug="airport-lane").update(family="spouse_children")
    assert answer(airport, card_of(child), "airport-lane")["reason"] == "ok"


def test_desk_says_for_whom_and_the_holder_reads_of_it(card, child, desk_staff, as_user, card_of):
    code, _row = show_code(card_of(child))
    desk = as_user(desk_staff)

    sent = desk.post("/desk/check/", {"code": code, "service": "medical-green-channel"})
    page = desk.get(sent.url).content.decode()
    log = as_user(card.talent).get("/me/access-log/").content.decode()

    assert "子女，B 类人才家属" in page
    assert "李小雪" not in page
    assert "子女的卡" in log


def test_verify_page_masks_the_members_own_name(card, child, anonymous, card_of):
    FamilyMember.objects.update(name="Anna Li")
    code, _row = show_code(card_of(FamilyMember.objects.get()))

    page = anonymous.get(f"/verify/{code}").content.decode()

    assert "A** L**" in page
    assert "李**" not in page


# -- each by itself, all with the holder ------------------------------------------------------------------------------
def test_each_card_is_suspended_lifted_renewed_and_ended_by_itself(card, child, hospital, as_user, answer, card_of):
    browser, first = as_user(card.talent), card_of(child)
    step = f"/me/card/{first.public_id}"

    browser.post(f"{step}/suspend/", {"form_key": "a"})
    assert answer(hospital, first)["reason"] == "card_suspended"
    assert answer(hospital, card)["reason"] == "ok"
    browser.post(f"{step}/lift/", {"form_key": "b"})
    browser.post(f"{step}/renew/", {"form_key": "c", "why": "damaged"})
    second = card_of(child)
    assert (second.renews, second.member, answer(hospital, second)["reason"]) == (first, child, "ok")
    browser.post(f"/me/card/{second.public_id}/cancel/", {"form_key": "d"})

    assert answer(hospital, second)["reason"] == "card_revoked"
    assert answer(hospital, card)["reason"] == "ok"


@pytest.mark.parametrize("how", ["cancel", "revoke", "cancel_by_office"])
def test_family_cards_end_with_the_holders(card, child, hospital, province_officer, anonymous, how, answer, card_of):
    one = card_of(child)
    by = card.talent if how == "cancel" else province_officer

    perform(card, how, by=by, reason="说明", data={"cause": "left"})

    assert answer(hospital, one)["reason"] == "card_revoked"
    listed = verify_jws(anonymous.get("/.well-known/talent-card/status").content.decode())["cards"]
    assert listed == {str(card.public_id): "revoked", str(one.public_id): "revoked"}


def test_renewal_of_the_holders_card_leaves_the_family_as_it_is(card, child, hospital, answer, card_of):
    perform(card, "renew", by=card.talent, data={"why": "damaged"})

    assert answer(hospital, card_of(child))["reason"] == "ok"


def test_who_comes_back_finds_the_family_again(card, child, hospital, province_officer, answer, card_of):
    ended = perform(card, "cancel_by_office", by=province_officer, data={"cause": "left"})

    perform(ended, "come_back", by=card.talent)

    assert answer(hospital, card_of(child))["reason"] == "ok"
    assert Card.objects.current().count() == 2


@pytest.mark.parametrize(("tier", "cards"), [("a", 2), ("e", 1)])
def test_next_decision_takes_the_family_along_where_its_tier_gives_it(card, child, province_officer, tier, cards):
    newer = ApplicationFactory(talent=card.talent, tier=Tier.objects.get(slug=tier))
    stamps = {"approved_at": timezone.now(), "approved_by": province_officer}
    Application.objects.filter(pk=newer.pk).update(status="approved", **stamps)
    newer.refresh_from_db()

    issue(newer, by=province_officer, reason="", data={})

    assert Card.objects.current().filter(tier=newer.tier).count() == Card.objects.current().count() == cards


def test_death_in_the_family_leaves_the_holders_account_open(card, child, province_officer, card_of):
    perform(card_of(child), "cancel_by_office", by=province_officer, data={"cause": "died"})

    card.talent.refresh_from_db()
    assert card.talent.is_active
    assert Card.objects.current().get() == card
