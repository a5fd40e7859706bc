"""Is a school place asked for only with the consent for children, and does a withdrawal lead back to the box?"""

import pytest

from accounts.models import Consent
from accounts.people.actions import give_consent, withdraw_consent
from portal.audit.models import History
from portal.workflow.engine import Refusal, perform
from services.models import SchoolPlace, Service, ServiceRequest
from services.requests.actions import ask, mend
from tests.services.requests.test_api import call  # noqa: F401
from tests.services.requests.test_requests import CHILD, HOME, answers

NEW = "/me/requests/new/school-place/"
BOX = 'name="consent"'
pytestmark = pytest.mark.usefixtures("school")


@pytest.fixture
def place():
    return Service.objects.get(slug="school-place")


@pytest.fixture
def english(as_user, card):
    browser = as_user(card.talent)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def withdrawn(card):
    give_consent(card.talent, "children", by=card.talent)
    withdraw_consent(card.talent, "children", by=card.talent)
    return card


def test_asking_after_withdrawal_is_refused_and_leaves_no_trace(withdrawn, place):
    before = History.objects.count()

    with pytest.raises(Refusal) as refused:
        ask(withdrawn, place, answers=answers("school-place", withdrawn, CHILD), by=withdrawn.talent)

    assert refused.value.code == "consent_withdrawn"
    assert (ServiceRequest.objects.count(), SchoolPlace.objects.count(), History.objects.count()) == (0, 0, before)


def test_asking_with_the_consent_gives_it_again(withdrawn, place):
    row = answers("school-place", withdrawn, CHILD)

    made = ask(withdrawn, place, answers=row, by=withdrawn.talent, has_agreed=True)

    assert made.status == "submitted"
    assert withdrawn.talent.has_consented("children")


def test_refused_request_records_no_consent_either(card, place):
    ask(card, place, answers=answers("school-place", card, CHILD), by=card.talent)

    with pytest.raises(Refusal) as refused:
        ask(card, place, answers=answers("school-place", card, CHILD), by=card.talent, has_agreed=True)

    assert refused.value.code == "already_asked"
    assert not Consent.objects.filter(purpose="children").exists()


def test_returned_request_is_not_sent_again_without_the_consent(card, place, school_staff):
    made = ask(card, place, answers=answers("school-place", card, CHILD), by=card.talent, has_agreed=True)
    made = perform(made, "return", by=school_staff, reason="出生日期与户口簿不一致")
    withdraw_consent(card.talent, "children", by=card.talent)

    with pytest.raises(Refusal) as refused:
        mend(made, answers=answers("school-place", card, CHILD), by=card.talent)

    assert refused.value.code == "consent_withdrawn"
    again = mend(made, answers=answers("school-place", card, CHILD), by=card.talent, has_agreed=True)
    assert again.status == "submitted"


# -- on the page ------------------------------------------------------------------------------------------------------
def test_page_shows_the_notice_with_its_legal_basis_beside_a_box(english):
    html = english.get(NEW).content.decode()

    assert BOX in html
    assert "I agree: The name and birth date of your child are given to the school" in html
    assert "articles 13(1), 29 and 31: consent of a parent or guardian" in html
    assert "You have withdrawn the consent" not in html


def test_page_without_the_tick_comes_back_filled_and_asks_for_nothing(english):
    answer = english.post(NEW, CHILD | {"form_key": "a"})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Tick this box: without your consent the request cannot be made." in html
    assert html.count('class="error-summary"') == 1
    assert "李小雪" in html
    assert (ServiceRequest.objects.count(), Consent.objects.filter(purpose="children").count()) == (0, 0)


def test_page_with_the_tick_records_the_consent_once_and_asks_no_more(english, card):
    english.post(NEW, CHILD | {"consent": "on", "form_key": "a"})
    english.post(NEW, CHILD | {"consent": "on", "form_key": "a"})

    assert ServiceRequest.objects.get().status == "submitted"
    assert Consent.objects.get(purpose="children").withdrawn_at is None
    assert History.objects.of(card.talent).filter(action="consent_given", fields=["children"]).count() == 1
    assert BOX not in english.get(NEW).content.decode()


def test_page_after_withdrawal_leads_to_the_box_and_names_the_consents(english, withdrawn):
    html = english.get(NEW).content.decode()
    assert "You have withdrawn the consent that this service needs." in html
    assert 'href="/me/consents/"' in html
    assert BOX in html

    english.post(NEW, CHILD | {"consent": "on", "form_key": "a"})

    assert ServiceRequest.objects.get().status == "submitted"
    assert withdrawn.talent.has_consented("children")


def test_consent_withdrawn_while_the_page_was_sent_comes_back_filled(english, card, monkeypatch):
    give_consent(card.talent, "children", by=card.talent)

    def ask_a_moment_too_late(*args, **kwargs):
        withdraw_consent(card.talent, "children", by=card.talent)
        return ask(*args, **kwargs)

    monkeypatch.setattr("services.requests.views.ask", ask_a_moment_too_late)

    answer = english.post(NEW, CHILD | {"form_key": "a"})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "You have withdrawn the consent that this service needs." in html
    assert 'href="/me/consents/"' in html
    assert "李小雪" in html
    assert ServiceRequest.objects.count() == 0


def test_service_that_needs_no_consent_shows_no_box(english):
    assert BOX not in english.get("/me/requests/new/home-purchase-subsidy/").content.decode()


# -- by the API -------------------------------------------------------------------------------------------------------
def asked(api, **more):
    return api("post", "me/requests/", {"service": "school-place", "answers": CHILD | more})


def test_program_that_was_never_asked_for_a_consent_is_served(call, card):  # noqa: F811
    assert asked(call(card.talent)).status_code == 201


def test_program_is_refused_after_withdrawal_until_it_sends_the_consent(call, withdrawn):  # noqa: F811
    api = call(withdrawn.talent)

    refused, given = [asked(api, **more) for more in ({}, {"consent": False})], asked(api, consent=True)

    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(409, "consent_withdrawn")] * 2
    assert refused[0]["Content-Type"] == "application/problem+json"
    assert given.status_code == 201
    assert withdrawn.talent.has_consented("children")


@pytest.mark.parametrize("word", ["no", "true", 1, None])
def test_consent_that_is_neither_true_nor_false_is_no_consent(call, withdrawn, word):  # noqa: F811
    answer = asked(call(withdrawn.talent), consent=word)

    assert (answer.status_code, sorted(answer.json()["errors"])) == (400, ["answers.consent"])
    assert not withdrawn.talent.has_consented("children")


def test_consent_is_unknown_to_a_service_that_needs_none(call, card):  # noqa: F811
    body = {"service": "home-purchase-subsidy", "answers": HOME | {"consent": True}}

    answer = call(card.talent)("post", "me/requests/", body)

    assert (answer.status_code, sorted(answer.json()["errors"])) == (400, ["answers.consent"])


def test_schema_of_the_answers_names_the_consent_as_optional(anonymous, catalogue):
    schema = anonymous.get("/api/v1/services/school-place/").json()["answers"]

    assert schema["properties"]["consent"]["type"] == "boolean"
    assert "consent" not in schema["required"]
