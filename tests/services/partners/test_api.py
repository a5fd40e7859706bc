"""Does the partner's API answer as CONTRACT.md says, over HTTP with a real token?"""

import json

import pytest
from django.db import connection
from django.test import Client as Browser

from accounts.card.actions import show_code
from services.models import Check, Entitlement, TurnedAway, Use
from services.partners.clients import give_client
from tests.cast import person
from tests.factories import CardFactory

from .test_households import married

GREEN = "medical-green-channel"
WORK = {"SELECT", "EXECUTE", "UPDATE", "INSERT", "DELETE"}


@pytest.fixture
def token_of():
    def fetch(partner):
        link, secret = give_client(partner)
        answer = Browser().post(
            "/identity/o/api/token",
            {
                "grant_type": "client_credentials",
                "client_id": link.client_id,
                "client_secret": secret,
                "scope": "partner",
            },
        )
        assert answer.status_code == 200, answer.content
        return answer.json()["access_token"]

    return fetch


@pytest.fixture
def call(token_of, hospital):
    token = token_of(hospital)

    def post(path, body, **headers):
        text = body if isinstance(body, str) else json.dumps(body)
        headers = {"authorization": f"Bearer {token}", "accept-language": "en", **headers}
        return Browser().post(f"/api/v1/{path}", text, content_type="application/json", headers=headers)

    return post


def test_eligible_card_is_told_with_what_to_compare_and_do(call, card):
    code, _row = show_code(card)

    answer = call("partner/checks/", {"code": code, "service": "medical-green-channel"})

    body = answer.json()
    assert answer.status_code == 201
    assert (body["verdict"], body["reason"]) == ("eligible", "ok")
    assert body["holder"] == {
        "name_masked": "李**",
        "tier": "B",
        "relation": "self",
        "photo_url": None,
        "id_tail": card.talent.identity_documents.get().number[-2:],
    }
    assert body["entitlement"] == {"left": None, "companions": 0}
    assert body["instructions"]


def test_answer_costs_four_statements_with_authentication(call, card, django_assert_num_queries):
    code, _row = show_code(card)
    call("partner/checks/", {"code": "0000000000", "service": "medical-green-channel"})  # that the key is used is noted

    with django_assert_num_queries(6) as captured:
        call("partner/checks/", {"code": code, "service": "medical-green-channel"})

    words = [query["sql"].split()[0] for query in captured.captured_queries]
    reads = ["EXECUTE" if connection.vendor == "postgresql" else "SELECT"] * 2
    assert [word for word in words if word in WORK] == [*reads, "UPDATE", "INSERT"]


@pytest.mark.parametrize("is_first", [True, False])
def test_counted_use_costs_at_most_eight_statements_with_authentication(
    call, card, is_first, django_assert_max_num_queries
):
    green = {"service__slug": "medical-green-channel", "tier": card.tier}
    Entitlement.objects.filter(**green).update(limit=24, period="year")
    first, second = (
        call("partner/checks/", {"code": show_code(card)[0], "service": "medical-green-channel"}).json()["id"]
        for _ in range(2)
    )
    if not is_first:
        call("partner/uses/", {"check": first, "outcome": "served"}, **{"idempotency-key": "k1"})

    with django_assert_max_num_queries(99) as captured:
        answer = call("partner/uses/", {"check": second, "outcome": "served"}, **{"idempotency-key": "k2"})

    assert answer.status_code == 201
    work = [query["sql"] for query in captured.captured_queries if query["sql"].split()[0] in WORK]
    assert len(work) <= 8


@pytest.mark.parametrize(("shown", "is_first"), [("holder", True), ("spouse", False)])
def test_use_of_a_linked_household_costs_at_most_eight_statements_and_its_check_five(
    call, card, province_officer, shown, is_first, django_assert_max_num_queries
):
    Entitlement.objects.filter(service__slug=GREEN, is_allowed=True).update(
        limit=24, period="year", family="spouse_children"
    )
    spouse = CardFactory(talent=person("spouse@example.cn", name="王芳"), tier=card.tier)
    married(card, spouse, province_officer)
    one = {"holder": card, "spouse": spouse}[shown]
    if not is_first:
        check = call("partner/checks/", {"code": show_code(one)[0], "service": GREEN}).json()["id"]
        call("partner/uses/", {"check": check, "outcome": "served"}, **{"idempotency-key": "k1"})
    call("partner/checks/", {"code": "0000000000", "service": GREEN})  # that the key is used is noted
    code = show_code(one)[0]

    with django_assert_max_num_queries(99) as of_check:
        check = call("partner/checks/", {"code": code, "service": GREEN}).json()["id"]
    with django_assert_max_num_queries(99) as of_use:
        answer = call("partner/uses/", {"check": check, "outcome": "served"}, **{"idempotency-key": "k2"})

    assert (answer.status_code, answer.json()["counted"]) == (201, 1)
    assert (len(worked(of_check)) <= 5, len(worked(of_use)) <= 8) == (True, True), worked(of_check) + worked(of_use)


def worked(captured):
    return [query["sql"] for query in captured.captured_queries if query["sql"].split()[0] in {*WORK, "WITH"}]


def test_service_of_another_partner_tells_nothing_of_the_holder(call, card):
    code, _row = show_code(card)

    body = call("partner/checks/", {"code": code, "service": "airport-lane"}).json()

    assert (body["verdict"], body["reason"]) == ("not_eligible", "service_not_yours")
    assert (body["holder"], body["entitlement"], body["instructions"]) == (None, None, [])


@pytest.mark.parametrize(
    ("body", "code", "fields"),
    [
        ("{not json", "malformed", None),
        ({"code": "X", "service": "no-such-service"}, "invalid", ["service"]),
        ({"code": "X", "service": "medical-green-channel", "extra": 1}, "invalid", ["extra"]),
        ({"service": "medical-green-channel"}, "invalid", ["code"]),
    ],
)
def test_bad_body_is_a_problem_that_names_its_field(call, body, code, fields):
    answer = call("partner/checks/", body)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == code
    assert sorted(answer.json().get("errors", {})) == (fields or [])
    assert Check.objects.count() == 0


def test_without_a_token_the_answer_is_401_with_its_challenge(catalogue):
    answer = Browser().post("/api/v1/partner/checks/", "{}", content_type="application/json")

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_use_is_counted_once_and_needs_its_key(call, card):
    code, _row = show_code(card)
    check = call("partner/checks/", {"code": code, "service": "medical-green-channel"}).json()["id"]
    body = {"check": check, "outcome": "served"}

    without = call("partner/uses/", body)
    first = call("partner/uses/", body, **{"idempotency-key": "use-1"})
    again = call("partner/uses/", body, **{"idempotency-key": "use-1"})
    other = call("partner/uses/", body | {"outcome": "postponed"}, **{"idempotency-key": "use-1"})
    twice = call("partner/uses/", body, **{"idempotency-key": "use-2"})

    assert [a.status_code for a in (without, first, again, other, twice)] == [400, 201, 201, 422, 409]
    assert first.json() == again.json()
    assert Use.objects.count() == 1
    assert twice.json()["code"] == "already_recorded"


def test_check_of_another_partner_cannot_be_used(call, card, airport):
    from tests.services.partners.test_checks import ask

    check = ask(airport, show_code(card)[0], service="airport-lane")

    answer = call("partner/uses/", {"check": str(check.public_id), "outcome": "served"}, **{"idempotency-key": "k"})

    assert answer.status_code == 400
    assert sorted(answer.json()["errors"]) == ["check"]


def test_refusal_by_a_partners_system_opens_a_case_like_one_at_the_desk(call, card, hospital):
    asked = {"code": show_code(card)[0], "service": "medical-green-channel"}
    check = call("partner/checks/", asked).json()["id"]

    body = {"check": check, "outcome": "refused", "reason": "今日停诊"}
    answer = call("partner/uses/", body, **{"idempotency-key": "k"})

    case = TurnedAway.objects.get()
    assert (answer.status_code, case.partner, case.talent, case.use.reason) == (201, hospital, card.talent, "今日停诊")


@pytest.mark.postgres
def test_check_with_the_longest_key_there_may_be_is_repeated_by_it(call, card):
    body, key = {"code": show_code(card)[0], "service": GREEN}, {"idempotency-key": "k" * 255}

    first, again = call("partner/checks/", body, **key), call("partner/checks/", body, **key)

    assert (first.status_code, first.json()) == (201, again.json())
