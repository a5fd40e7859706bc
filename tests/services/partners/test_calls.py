"""Does a partner's programmer find the own calls again, whatever became of them, and no word about a person?"""

import datetime as dt

import pytest
from django.test import Client as System
from django.utils import timezone, translation

from accounts.card.actions import show_code
from services.models import AnsweredCall, Check, PartnerClient, RefusedCall, Service, Use
from services.partners import api, kept_calls
from services.partners.calls import LOOKED_FOR, Shown
from tests.services.webhooks.conftest import hospital_system, school_system, system_of  # noqa: F401 - fixtures

PAGE = "/desk/systems/calls/"
CHECKS, USES = "/api/v1/partner/checks/", "/api/v1/partner/uses/"
EVENTS, REQUESTS = "/api/v1/partner/events/", "/api/v1/partner/requests/"
GREEN = "medical-green-channel"


@pytest.fixture
def browser(as_user, desk_staff):
    found = as_user(desk_staff)
    found.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return found


@pytest.fixture
def visit(hospital_system, card):  # noqa: F811
    """A check and its use by the hospital's system; the two answers."""
    body = {"code": show_code(card)[0], "service": GREEN}
    check = hospital_system.post(CHECKS, body, "application/json", headers={"Idempotency-Key": "visit-1"}).json()
    done = {"check": check["id"], "outcome": "served"}
    use = hospital_system.post(USES, done, "application/json", headers={"Idempotency-Key": "use-1"}).json()
    return check, use


def seen(browser, **query):
    return browser.get(PAGE, query)


def told(page):
    return [(line.method, line.call, line.answer, line.said) for line in page.context["calls"]]


# -- what is kept -----------------------------------------------------------------------------------------------------
def test_check_keeps_whose_key_it_was_and_costs_no_row_more(visit, hospital_system):  # noqa: F811
    assert Check.objects.get().client == hospital_system.link.client_id
    assert (RefusedCall.objects.count(), AnsweredCall.objects.count()) == (0, 0)


def test_what_is_read_is_kept_once_a_minute_and_key(hospital_system, system_of, hospital, clock):  # noqa: F811
    second = system_of(hospital)
    for system in (hospital_system, hospital_system, second):
        assert system.get(EVENTS).status_code == 200
    hospital_system.get(REQUESTS)
    clock.shift(60)
    hospital_system.get(EVENTS)

    kept = list(AnsweredCall.objects.order_by("pk").values_list("client", "call", "answer"))
    first, other = hospital_system.link.client_id, second.link.client_id
    events, requests = "api/v1/partner/events/", "api/v1/partner/requests/"
    assert kept == [(first, events, 200), (other, events, 200), (first, requests, 200), (first, events, 200)]


def test_what_a_person_reads_is_not_kept(as_user, talent):
    assert as_user(talent).get("/api/v1/me/").status_code == 200

    assert not AnsweredCall.objects.exists()


def test_fault_of_ours_is_kept_once_all_it_did_is_rolled_back(hospital_system, visit, monkeypatch, card):  # noqa: F811
    hospital_system.raise_request_exception = False
    write = api.write

    def breaks(check, **what):
        write(check, **what)
        raise ZeroDivisionError

    monkeypatch.setattr(api, "write", breaks)
    check = hospital_system.post(CHECKS, {"code": show_code(card)[0], "service": GREEN}, "application/json").json()

    body = {"check": check["id"], "outcome": "served"}
    answer = hospital_system.post(USES, body, "application/json", headers={"Idempotency-Key": "k"})

    assert answer.status_code == 500
    kept = RefusedCall.objects.get()
    assert (kept.method, kept.call, kept.answer, kept.code) == ("POST", "api/v1/partner/uses/", 500, "server_error")
    assert Use.objects.count() == 1


def test_all_is_forgotten_after_thirty_days(hospital):
    for days in (29, 31):
        at = timezone.now() - dt.timedelta(days=days)
        AnsweredCall.objects.create(partner=hospital, client="x", method="GET", answer=200, called_at=at)

    assert kept_calls.forget() == 1
    assert (timezone.now() - AnsweredCall.objects.get().called_at).days == 29


# -- what is seen -----------------------------------------------------------------------------------------------------
def test_check_and_its_use_are_shown_with_ids_and_key_and_no_person(browser, visit, card, hospital_system):  # noqa: F811
    check, use = visit

    page = seen(browser, shown="checks")

    assert told(page) == [("POST", USES, 201, "served"), ("POST", CHECKS, 201, "ok")]
    for text in (check["id"], use["id"], "visit-1", hospital_system.link.client_id):
        assert text in page.text
    assert card.talent.profile.name not in page.text and card.number not in page.text


def test_refused_failed_and_read_calls_are_apart(browser, hospital_system, hospital):  # noqa: F811
    hospital_system.post(CHECKS, {}, "application/json")
    hospital_system.get(EVENTS)
    RefusedCall.objects.create(partner=hospital, client="x", method="POST", call="y", answer=500, code="server_error")

    assert told(seen(browser)) == [("POST", CHECKS, 400, "invalid")]
    assert told(seen(browser, shown="failed")) == [("POST", "/y", 500, "server_error")]
    assert told(seen(browser, shown="others")) == [("GET", EVENTS, 200, "")]


@pytest.mark.parametrize("shown", Shown)
def test_page_says_what_may_be_looked_for(browser, hospital, shown):
    with translation.override("en"):
        said = str(LOOKED_FOR[shown])
    assert said in browser.get(f"/desk/systems/calls/?shown={shown.value}").text


def test_nothing_of_another_partner_of_the_desk_or_of_long_ago_is_shown(
    browser, school_system, hospital, desk_staff, card  # noqa: F811
):  # fmt: skip
    school_system.post(CHECKS, {}, "application/json")
    school_system.get(EVENTS)
    about = {"partner": hospital, "service": Service.objects.get(slug=GREEN), "verdict": "eligible", "reason": "ok"}
    about |= {"card": card, "holder": card.talent}
    Check.objects.create(**about, channel="desk", staff=desk_staff, checked_at=timezone.now())
    Check.objects.create(**about, channel="api", checked_at=timezone.now() - dt.timedelta(days=31))

    assert [told(seen(browser, shown=kind)) for kind in ("refused", "failed", "checks", "others")] == [[]] * 4
    assert "No such call in the last 30 days." in seen(browser).text


@pytest.mark.parametrize("by", ["check", "use", "key of the check", "key of the use"])
def test_visit_is_found_by_what_a_programmer_remembers(browser, visit, hospital_system, card, by):  # noqa: F811
    hospital_system.post(CHECKS, {"code": show_code(card)[0], "service": GREEN}, "application/json")
    check, use = visit
    words = {"check": check["id"], "use": use["id"], "key of the check": "visit-1", "key of the use": "use-1"}[by]

    page = seen(browser, shown="checks", q=words)

    assert [line.about for line in page.context["calls"]] == [use["id"], check["id"]]


def test_id_and_key_of_another_partner_find_nothing(as_user, school_staff, visit):
    browser = as_user(school_staff)

    found = [
        told(seen(browser, shown="checks", q=words)) for words in (visit[0]["id"], visit[1]["id"], "visit-1", "use-1")
    ]

    assert found == [[]] * 4


@pytest.mark.parametrize(("words", "found"), [("key_expired", 1), ("KEY_EXPIRED", 1), ("401", 1), ("400", 1), ("x", 0)])
def test_refused_call_is_found_by_code_and_status(browser, hospital_system, words, found):  # noqa: F811
    hospital_system.post(CHECKS, {}, "application/json")
    PartnerClient.objects.update(expires_on=dt.date(2020, 1, 1))
    hospital_system.post(CHECKS, {}, "application/json")

    assert len(seen(browser, q=words).context["calls"]) == found


@pytest.mark.parametrize("query", [{"shown": "all"}, {"q": "\0"}, {"q": "a" * 256}])
def test_what_cannot_be_looked_for_is_said_and_finds_nothing(browser, hospital_system, query):  # noqa: F811
    hospital_system.post(CHECKS, {}, "application/json")

    page = seen(browser, **query)

    assert (page.status_code, told(page), bool(page.context["form"].errors)) == (200, [], True)


def test_list_goes_on_where_it_ended(browser, hospital):
    for number in range(30):
        RefusedCall.objects.create(partner=hospital, client="x", method="GET", call=str(number), answer=404, code="a")
    first = seen(browser, q="a")

    second = seen(browser, q="a", cursor=first.context["page"].next_cursor)

    both = first.context["calls"] + second.context["calls"]
    assert [line.call for line in both] == [f"/{number}" for number in range(29, -1, -1)]


@pytest.mark.parametrize("kind", ["refused", "failed", "checks", "others"])
def test_page_costs_the_same_for_one_row_and_three(
    browser, hospital_system, hospital, card, kind, django_assert_num_queries  # noqa: F811
):  # fmt: skip
    def more():
        code = show_code(card)[0]
        check = hospital_system.post(CHECKS, {"code": code, "service": GREEN}, "application/json").json()
        body = {"check": check["id"], "outcome": "served"}
        hospital_system.post(USES, body, "application/json", headers={"Idempotency-Key": check["id"]})
        about = {"partner": hospital, "client": "x", "method": "GET", "call": "x"}
        AnsweredCall.objects.create(**about, answer=200)
        RefusedCall.objects.create(**about, answer=404, code="a")
        RefusedCall.objects.create(**about, answer=500, code="b")

    more()
    seen(browser, shown=kind)
    with django_assert_num_queries(6):
        seen(browser, shown=kind)
    more()
    more()
    with django_assert_num_queries(6):
        page = seen(browser, shown=kind)
    assert len(page.context["calls"]) == (6 if kind == "checks" else 3)


def test_stranger_is_asked_to_sign_in(db):
    assert System().get(PAGE).status_code == 302
