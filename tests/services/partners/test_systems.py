"""Does a partner's programmer see the own keys, events and refused calls, and no word about a person?"""

import datetime as dt

import pytest
from django.test import Client as System
from django.utils import timezone

from accounts.card.actions import show_code
from services.models import PartnerClient, PartnerEvent, RefusedCall, WebhookDelivery, WebhookEndpoint
from services.partners import kept_calls
from services.partners.clients import give_client
from tests.services.webhooks.conftest import hospital_system, school_system, system_of  # noqa: F401 - fixtures

PAGE = "/desk/systems/"
CHECKS = "/api/v1/partner/checks/"


@pytest.fixture
def browser(as_user, desk_staff):
    found = as_user(desk_staff)
    found.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return found


def kept():
    return [(row.method, row.call, row.answer, row.code) for row in RefusedCall.objects.order_by("pk")]


def delivery(partner, **about):
    endpoint = WebhookEndpoint.objects.create(partner=partner, url="https://his.example.cn/hooks", secret="whsec_")
    event = PartnerEvent.objects.create(partner=partner, kind="use.recorded")
    return WebhookDelivery.objects.create(endpoint=endpoint, event=event, give_up_at=timezone.now(), **about)


# -- what is kept -----------------------------------------------------------------------------------------------------
def test_kept_calls_are_kept_by_pattern_and_code(hospital_system, hospital):  # noqa: F811
    hospital_system.post(CHECKS, {"code": "李明远"}, "application/json")
    hospital_system.get("/api/v1/partner/events/?after=230103197905040001")
    hospital_system.post("/api/v1/partner/requests/李明远/decision/", {"decision": "grant"}, "application/json")
    hospital_system.post("/api/v1/partner/uses/", {}, "application/json")

    assert kept() == [
        ("POST", "api/v1/partner/checks/", 400, "invalid"),
        ("GET", "api/v1/partner/events/", 400, "invalid"),
        ("POST", "api/v1/partner/requests/<str:code>/decision/", 404, "not_found"),
        ("POST", "api/v1/partner/uses/", 400, "idempotency_key_missing"),
    ]
    assert set(RefusedCall.objects.values_list("partner", "client")) == {(hospital.pk, hospital_system.link.client_id)}


def test_call_with_a_key_that_has_ended_is_kept_and_one_that_was_answered_is_not(hospital_system, card):  # noqa: F811
    body = {"code": show_code(card)[0], "service": "medical-green-channel"}
    assert hospital_system.post(CHECKS, body, "application/json").status_code == 201
    PartnerClient.objects.update(expires_on=dt.date(2020, 1, 1))

    hospital_system.post(CHECKS, body, "application/json")

    assert kept() == [("POST", "api/v1/partner/checks/", 401, "key_expired")]


def test_calls_of_others_are_not_kept(as_user, talent, catalogue):
    System().post(CHECKS, {}, "application/json")
    as_user(talent).get("/api/v1/partner/events/")

    assert kept() == []


def test_system_that_runs_wild_fills_no_table(hospital_system, monkeypatch):  # noqa: F811
    monkeypatch.setattr(kept_calls, "MOST", 3)

    answers = {hospital_system.post(CHECKS, {}, "application/json").status_code for _ in range(5)}

    assert (answers, RefusedCall.objects.count()) == ({400}, 3)


def test_refusals_are_forgotten_after_thirty_days(hospital):
    for days in (29, 31):
        at = timezone.now() - dt.timedelta(days=days)
        RefusedCall.objects.create(partner=hospital, client="x", answer=400, code="invalid", called_at=at)

    assert kept_calls.forget() == 1
    assert (timezone.now() - RefusedCall.objects.get().called_at).days == 29


# -- what is seen -----------------------------------------------------------------------------------------------------
def test_page_shows_the_own_keys_events_and_refusals(browser, hospital_system, school_system, card):  # noqa: F811
    hospital_system.post(CHECKS, {"code": show_code(card)[0], "service": "medical-green-channel"}, "application/json")
    hospital_system.post(CHECKS, {}, "application/json")
    school_system.get("/api/v1/partner/events/?wrong=1")

    page = browser.get(PAGE)

    assert hospital_system.link.client_id in page.text
    assert school_system.link.client_id not in page.text
    assert "1 answered yes, 0 answered no" in page.text
    assert [row.call for row in page.context["refused"]] == ["api/v1/partner/checks/"]
    assert card.talent.profile.name not in page.text and card.number not in page.text


def test_page_without_anything_says_where_a_key_comes_from(browser):
    text = browser.get(PAGE).text

    assert "policy administrator gives one" in text
    assert "There is no webhook." in text
    assert "curl http://localhost:8000/identity/o/api/token" in text


def test_dead_letter_is_shown_with_its_reason_and_sent_again(browser, hospital):
    row = delivery(hospital, state="dead", dead_at=timezone.now(), last_error="answered 500", tries=9)
    assert "answered 500" in browser.get(PAGE).text

    page = browser.post(f"{PAGE}{row.endpoint.public_id}/{row.event.public_id}/again/", follow=True)

    assert "The event is sent again." in page.text
    row.refresh_from_db()
    assert (row.state, row.dead_at) == ("pending", None)


def test_event_of_another_partner_is_not_found(browser, school):
    row = delivery(school, state="dead", dead_at=timezone.now(), last_error="answered 500")

    assert browser.post(f"{PAGE}{row.endpoint.public_id}/{row.event.public_id}/again/").status_code == 404
    row.refresh_from_db()
    assert row.state == "dead"


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_for_one_row_and_three(browser, hospital, rows, django_assert_num_queries):
    for _row in range(rows):
        give_client(hospital)
        RefusedCall.objects.create(partner=hospital, client="x", answer=400, code="invalid")
        delivery(hospital)
        delivery(hospital, state="dead", dead_at=timezone.now(), last_error="answered 500")
    browser.get(PAGE)

    with django_assert_num_queries(13):
        browser.get(PAGE)
