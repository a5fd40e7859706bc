"""Is a withdrawn consent the end of what it was given for, and is nobody kept out who was never asked?"""

import pytest
from django.utils import translation

from accounts.card.actions import show_code
from accounts.models import Consent
from accounts.people.actions import give_consent, withdraw_consent
from policies.models import Tier
from portal.workflow.engine import Refusal
from services.models import Entitlement, Service, Use
from services.partners.answers import answer_body
from services.partners.checks import check_code
from services.partners.counter import at
from services.partners.uses import record
from tests.cast import honours
from tests.services.partners.test_checks import ask

GREEN = "medical-green-channel"
AGAIN = "It can be given again on the phone, under My details > What I have agreed to; then scan a new code."


def withdraw(user, purpose="health"):
    give_consent(user, purpose, by=user)
    withdraw_consent(user, purpose, by=user)


@pytest.fixture
def english(as_user, card):
    browser = as_user(card.talent)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def test_every_medical_service_needs_the_consent_for_health_and_no_other_does(catalogue):
    medical = Service.objects.filter(area__slug="medical")
    others = Service.objects.exclude(area__slug="medical").exclude(consent="")

    assert set(medical.values_list("consent", flat=True)) == {"health"}
    assert list(others.values_list("slug", "consent")) == [("school-place", "children")]


@pytest.mark.parametrize(
    ("steps", "is_withdrawn"),
    [
        ("", False),
        ("g", False),
        ("gw", True),
        ("gwg", False),
        ("gwgw", True),
    ],
)
def test_a_purpose_is_withdrawn_when_one_was_given_and_none_is_in_force(card, clock, steps, is_withdrawn):
    for step in steps:
        clock.shift(1)
        {"g": give_consent, "w": withdraw_consent}[step](card.talent, "health", by=card.talent)

    assert card.talent.has_withdrawn("health") is is_withdrawn
    assert card.talent.has_withdrawn("children") is False


def test_a_new_version_of_the_text_is_no_withdrawal(card):
    Consent.objects.create(user=card.talent, purpose="health", version="2020-01")
    assert card.talent.has_decided("health") is False

    give_consent(card.talent, "health", by=card.talent)

    assert card.talent.consents.filter(purpose="health", withdrawn_at=None).count() == 1
    assert (card.talent.has_withdrawn("health"), card.talent.has_decided("health")) == (False, True)


# -- at the counter ---------------------------------------------------------------------------------------------------
def test_withdrawn_consent_ends_medical_services_and_no_others(card, hospital):
    honours(hospital, "airport-lane")
    withdraw(card.talent)

    medical, lane = ask(hospital, show_code(card)[0]), ask(hospital, show_code(card)[0], service="airport-lane")
    give_consent(card.talent, "health", by=card.talent)

    assert (medical.verdict, medical.reason) == ("not_eligible", "not_entitled")
    assert lane.reason == "ok"
    assert ask(hospital, show_code(card)[0]).reason == "ok"


def test_another_holders_withdrawal_changes_nothing(card, hospital, other_talent):
    withdraw(other_talent)

    assert ask(hospital, show_code(card)[0]).reason == "ok"


def test_reasons_of_the_code_the_service_and_the_card_come_first(card, hospital, airport):
    withdraw(card.talent)
    used, shown = show_code(card)[0], show_code(card)[0]
    ask(hospital, used)

    assert ask(hospital, used).reason == "already_used"
    assert ask(airport, show_code(card)[0]).reason == "service_not_yours"
    card.talent.cards.update(issued_on="2020-01-01", expires_on="2024-12-31")
    assert ask(hospital, shown).reason == "card_expired"


def answered(partner, code, **more):
    with translation.override("en"):
        return answer_body(check_code(at(partner), code=code, service=GREEN, channel="api", **more))


def test_instructions_say_how_the_consent_is_given_again(card, hospital):
    withdraw(card.talent)

    body = answered(hospital, show_code(card)[0])

    assert body["instructions"] == ["The holder has withdrawn the consent that this service needs.", AGAIN]
    assert body["holder"]["name_masked"] == "李**"


def test_a_tier_without_the_service_is_not_told_to_consent(card, hospital):
    Entitlement.objects.filter(service__slug=GREEN, tier=Tier.objects.get(slug="b")).update(is_allowed=False)
    withdraw(card.talent)

    body = answered(hospital, show_code(card)[0])

    assert body["reason"] == "not_entitled"
    assert AGAIN not in body["instructions"]


def test_repeated_check_gets_its_first_answer_though_the_consent_was_given_since(card, hospital, clock):
    withdraw(card.talent)
    code, _row = show_code(card)

    first = answered(hospital, code, key="k1")
    clock.shift(5)
    give_consent(card.talent, "health", by=card.talent)

    assert answered(hospital, code, key="k1") == first


def test_visit_is_not_recorded_once_the_consent_is_withdrawn(card, hospital):
    check = ask(hospital, show_code(card)[0])
    withdraw(card.talent)

    with pytest.raises(Refusal) as refused:
        record(check, outcome="served")

    assert refused.value.code == "consent_withdrawn"
    assert Use.objects.count() == 0


def test_desk_says_what_the_holder_can_do(card, desk_staff, as_user):
    withdraw(card.talent)
    desk = as_user(desk_staff)
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    sent = desk.post("/desk/check/", {"code": show_code(card)[0], "service": GREEN, "form_key": "k"})
    html = desk.get(sent.url).content.decode()

    assert "The card does not give this service" in html
    assert "The holder has withdrawn the consent that this service needs." in html
    assert AGAIN.replace(">", "&gt;") in html


# -- the holder -------------------------------------------------------------------------------------------------------
def test_entitlements_name_the_withdrawn_consent(card, english):
    def medical():
        rows = {row["service"]: row for row in english.get("/api/v1/me/entitlements/").json()["results"]}
        assert (rows["airport-lane"]["is_allowed"], rows["airport-lane"]["is_consent_withdrawn"]) == (True, False)
        return rows[GREEN]["is_allowed"], rows[GREEN]["is_consent_withdrawn"]

    assert medical() == (True, False)
    withdraw(card.talent)
    assert medical() == (False, True)


def test_first_page_says_which_service_waits_for_the_consent(card, english):
    waiting = '<a href="/me/consents/">Not available: consent withdrawn</a>'
    assert waiting not in english.get("/me/").content.decode()

    withdraw(card.talent)

    assert english.get("/me/").content.decode().count(waiting) == 1


def test_undecided_holder_is_asked_below_the_card_until_agreed(card, english):
    first = english.get("/me/").content.decode()
    assert first.index("Each use of a medical service is recorded") > first.index("talent-card")

    answer = english.post("/me/consents/health/", {"decision": "give", "next": "/me/", "form_key": "a"})

    assert answer.url == "/me/"
    assert "Each use of a medical service is recorded" not in english.get("/me/").content.decode()
    assert card.talent.has_consented("health")


def test_holder_who_withdrew_is_not_asked_again_on_the_card_page(card, english):
    withdraw(card.talent)

    assert "Each use of a medical service is recorded" not in english.get("/me/").content.decode()


def test_decision_never_leads_to_another_site(card, english):
    answer = english.post("/me/consents/health/", {"decision": "give", "next": "//evil.example/", "form_key": "a"})

    assert answer.url == "/me/consents/"
