"""How a phone application signs people up and in: allauth's headless API with `X-Session-Token`."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts.models import Consent
from tests.factories import PASSWORD

BASE = "/_allauth/app/v1"


@pytest.fixture
def app(client):
    """`app(path, **body)` posts as an application and keeps the token it is given."""
    headers = {}

    def post(path, **body):
        answer = client.post(f"{BASE}/{path}", json.dumps(body), "application/json", headers=headers)
        found = answer.json()
        if token := found.get("meta", {}).get("session_token"):
            headers["X-Session-Token"] = token
        return answer.status_code, found

    return post


def pending(answer):
    return [flow["id"] for flow in answer["data"]["flows"] if flow.get("is_pending")]


def test_application_signs_up_verifies_the_email_and_is_signed_in(app, db, last_code):
    status, answer = app("auth/signup", email="li@example.cn", password="correct-horse-battery", terms=True)
    assert (status, pending(answer)) == (401, ["verify_email"])

    status, answer = app("auth/email/verify", key=last_code("li@example.cn"))

    assert (status, answer["meta"]["is_authenticated"]) == (200, True)
    assert Consent.objects.get().purpose == "terms"
    assert get_user_model().objects.get().emailaddress_set.get().verified


def test_without_terms_the_account_opens_and_no_consent_is_invented(app, db):
    status, _ = app("auth/signup", email="li@example.cn", password="correct-horse-battery")

    assert status == 401
    assert get_user_model().objects.get().consents.count() == 0


def test_application_signs_up_with_a_telephone(app, db, last_code):
    app("auth/signup", email="li@example.cn", password="correct-horse-battery", phone="+8613800138000", terms=True)
    _, answer = app("auth/email/verify", key=last_code("li@example.cn"))
    assert pending(answer) == ["verify_phone"]

    status, answer = app("auth/phone/verify", code=last_code("+8613800138000"))

    assert (status, answer["meta"]["is_authenticated"]) == (200, True)
    assert get_user_model().objects.get().phone == "+8613800138000"


@pytest.mark.parametrize("way", [{"email": "talent@example.cn"}, {"phone": "+8613800138000"}])
def test_email_or_telephone_signs_in_with_password_and_with_code(app, talent, last_code, way):
    EmailAddress.objects.create(user=talent, email=talent.email, verified=True, primary=True)
    talent.phone, talent.phone_verified_at = "+8613800138000", timezone.now()
    talent.save()

    status, answer = app("auth/login", **way, password=PASSWORD)
    assert (status, answer["meta"]["is_authenticated"]) == (200, True)


def test_code_signs_the_application_in(app, talent, last_code):
    EmailAddress.objects.create(user=talent, email=talent.email, verified=True, primary=True)
    status, answer = app("auth/code/request", email=talent.email)
    assert (status, pending(answer)) == (401, ["login_by_code"])

    status, answer = app("auth/code/confirm", code=last_code(talent.email))

    assert (status, answer["meta"]["is_authenticated"]) == (200, True)


def test_known_and_unknown_email_get_the_same_answer(app, talent):
    answers = [
        app("auth/signup", email=email, password="correct-horse-battery") for email in ("a@example.cn", talent.email)
    ]

    assert answers[0][0] == answers[1][0] == 401
    assert answers[0][1]["data"] == answers[1][1]["data"]


@pytest.mark.parametrize("body", [{}, {"email": ""}, {"email": "", "phone": ""}])
def test_code_that_is_asked_for_nobody_is_refused_in_words(app, db, body):
    status, answer = app("auth/code/request", **body)

    assert (status, [error["param"] for error in answer["errors"]]) == (400, ["email"])
