"""Does an application on a phone walk the chain by the API, and a school's system answer it?"""

import json

import pytest
from django.test import Client

from policies.models import Criterion
from services.models import ServiceRequest
from tests.services.partners.test_api import token_of  # noqa: F401
from tests.services.requests.test_requests import CHILD


@pytest.fixture
def call(as_user):
    def make(user):
        browser = as_user(user)

        def send(method, path, body=None, **headers):
            given = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
            return getattr(browser, method)(f"/api/v1/{path}", headers={"accept-language": "en", **headers}, **given)

        return send

    return make


def test_accreditation_is_begun_refused_without_evidence_and_withdrawn(call, profiled):
    api = call(profiled)
    criterion = Criterion.objects.filter(tier__slug="b").first()

    made = api("post", "me/accreditations/", {"tier": "b", "criteria": [criterion.slug]})
    code = made.json()["code"]
    second = api("post", "me/accreditations/", {"tier": "b", "criteria": [criterion.slug]})
    early = api("post", f"me/accreditations/{code}/submit/")
    gone = api("post", f"me/accreditations/{code}/withdraw/")

    assert (made.status_code, made.json()["status"], made.json()["with_whom"]) == (201, "draft", "talent")
    assert (second.status_code, second.json()["code"]) == (409, "already_open")
    assert (early.status_code, early.json()["code"]) == (409, "evidence_missing")
    assert gone.json()["status"] == "withdrawn"
    assert [row["code"] for row in api("get", "me/accreditations/").json()["results"]] == [code]


def test_card_shows_a_code_until_it_is_suspended(call, card):
    api = call(card.talent)

    shown = api("post", "me/card/codes/")
    api("post", "me/card/suspend/")
    after = api("post", "me/card/codes/")

    assert shown.status_code == 201
    assert len(shown.json()["code"]) == 10
    assert shown.json()["url"].endswith(f"/verify/{shown.json()['code']}")
    assert (after.status_code, after.json()["code"]) == (409, "card_suspended")
    assert api("get", "me/card/").json()["standing"] == "card_suspended"


def test_entitlements_say_what_is_left_and_where(call, card, airport):
    rows = {row["service"]: row for row in call(card.talent)("get", "me/entitlements/").json()["results"]}

    assert len(rows) == 24
    lane = rows["airport-lane"]
    assert (lane["is_allowed"], lane["limit"], lane["used"], lane["left"], lane["companions"]) == (True, 12, 0, 12, 1)
    assert [(place["partner"], place["kind"]) for place in lane["places"]] == [("Demonstration Airport", "airport")]


def test_request_is_asked_by_the_talent_and_granted_by_the_schools_system(call, card, school, token_of):  # noqa: F811
    made = call(card.talent)("post", "me/requests/", {"service": "school-place", "answers": CHILD})
    code = made.json()["code"]
    system = {"authorization": f"Bearer {token_of(school)}"}

    seen = Client().get("/api/v1/partner/requests/", headers=system)
    decided = Client().post(
        f"/api/v1/partner/requests/{code}/decision/",
        json.dumps({"decision": "grant"}),
        content_type="application/json",
        headers=system,
    )

    assert made.status_code == 201
    assert [row["code"] for row in seen.json()["results"]] == [code]
    assert (decided.status_code, decided.json()["status"]) == (200, "granted")


def test_bad_answers_are_named_one_by_one(call, card, school):
    answers = CHILD | {"stage": "university", "extra": "1"}

    made = call(card.talent)("post", "me/requests/", {"service": "school-place", "answers": answers})

    assert made.status_code == 400
    assert sorted(made.json()["errors"]) == ["answers.extra", "answers.stage"]
    assert ServiceRequest.objects.count() == 0


@pytest.mark.parametrize(
    "path", ["me/accreditations/", "me/card/", "me/entitlements/", "me/requests/", "me/access-log/"]
)
def test_strangers_are_asked_to_sign_in_and_officers_refused(call, catalogue, city_officer, path):
    assert Client().get(f"/api/v1/{path}").status_code == 401
    assert call(city_officer)("get", path).status_code == 403
