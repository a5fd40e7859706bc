"""Does an answer tell whether somebody has an account? Sign-in, sign-up and reset, on the pages and for the app."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

KNOWN, UNKNOWN = "talent@example.cn", "nobody@example.cn"
TRIES = {
    "account_login": {"login": "{who}", "password": "wrong-password"},
    "account_request_login_code": {"login": "{who}"},
    "account_reset_password": {"email": "{who}"},
    "account_signup": {"email": "{who}", "password1": "correct-horse-battery", "terms": "on"},
}
APP = {
    "auth/login": {"email": "{who}", "password": "wrong-password"},
    "auth/code/request": {"email": "{who}"},
    "auth/password/request": {"email": "{who}"},
    "auth/signup": {"email": "{who}", "password": "correct-horse-battery"},
}


@pytest.fixture(autouse=True)
def resident(talent):
    EmailAddress.objects.create(user=talent, email=KNOWN, verified=True, primary=True)


@pytest.fixture
def hashed(monkeypatch):
    """Each time a password is hashed: what takes long and would be missed where there is no account."""
    calls, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: calls.append(1) or encode(*given))
    return calls


@pytest.mark.parametrize("name", TRIES)
def test_pages_answer_alike(name):
    known, unknown = (_seen(name, who) for who in (KNOWN, UNKNOWN))

    assert known == unknown


def _seen(name, who, times=1):
    """Status, headers and page of the last try, and the page that it leads to."""
    browser = Client()
    sent = {field: value.format(who=who) for field, value in TRIES[name].items()}
    answers = [browser.post(reverse(name), sent) for _ in range(times)]
    last = answers[-1]
    after = browser.get(last.url).content.decode() if last.status_code == 302 else ""
    return last.status_code, sorted(last.headers), _plain(last.content.decode(), who), _plain(after, who)


def _plain(page, who):
    return [line for line in page.replace(who, "…").splitlines() if "csrfmiddlewaretoken" not in line]


@pytest.mark.parametrize(("name", "times"), [("account_login", 6), ("account_reset_password", 6)])
def test_limit_is_reached_alike(name, times):
    known = _seen(name, KNOWN, times)
    caches["limits"].clear()

    assert known == _seen(name, UNKNOWN, times)


@pytest.mark.parametrize("path", APP)
def test_app_is_answered_alike(path):
    known, unknown = (_told(path, who) for who in (KNOWN, UNKNOWN))

    assert known == unknown


def _told(path, who):
    sent = {field: value.format(who=who) for field, value in APP[path].items()}
    answer = Client().post(f"/_allauth/app/v1/{path}", json.dumps(sent), "application/json")
    body = answer.json()
    body.get("meta", {}).pop("session_token", None)
    return answer.status_code, sorted(answer.headers), json.dumps(body).replace(who, "…")


@pytest.mark.parametrize("name", ["account_login", "account_signup"])
def test_password_is_hashed_as_often(name, hashed):
    _seen(name, KNOWN)
    for_known = len(hashed)
    _seen(name, UNKNOWN)

    assert len(hashed) - for_known == for_known > 0
