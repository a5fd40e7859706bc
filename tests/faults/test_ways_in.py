"""Whichever write of a sign-up, of a sign-in by code or of a new password fails, is everything as it was before?

On the pages and by the API of applications. The session's own row counts where the way in writes it, as a sign-in does;
what the middleware stores after the answer, as it sets a cookie, is no part of it and left out here.
"""

import json

import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.cache import caches
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.people.entrance import OneTransaction
from accounts.people.headless import OURS
from portal.models import OutboxMessage
from tests.harness import state
from tests.harness.kth_write import leaves_nothing_at_any_write

PASSWORD = "correct-horse-battery"
FORM = {"email": "li@example.cn", "password1": PASSWORD, "phone": "13800138000", "terms": "on"}
APP = "/_allauth/app/v1/"
COUNTS = frozenset({"portal_limits"})
"""Of how often somebody tried: their cache takes no notice of an error, since a lost count locks nobody out; and a try
that fails stays counted."""
SESSIONS = frozenset({"django_session"})
"""An application's session is stored after the answer, when its token is made."""


class ReadOnlySessionMiddleware(SessionMiddleware):
    """The session as the browser left it, whatever becomes of the request."""

    def process_response(self, request, response):
        return response


@pytest.fixture
def last_code():
    """The code of the last letter to the address."""

    def code():
        found = [row.sealed for row in OutboxMessage.objects.filter(sealed__isnull=False).order_by("pk")]
        return [row["context"]["code"] for row in found if row["address"] == FORM["email"]][-1]

    return code


@pytest.fixture
def browser(settings):
    """`browser.now()` goes on where the steps before it left off, without storing its session."""

    class Browser(Client):
        def step(self, name, **data):
            return self.post(reverse(name), data)

        def now(self, name, **data):
            kept = settings.MIDDLEWARE
            ours = f"{__name__}.{ReadOnlySessionMiddleware.__name__}"
            settings.MIDDLEWARE = [ours if row.endswith(".SessionMiddleware") else row for row in kept]
            later = Client()
            later.cookies = self.cookies
            return _without_limits(lambda: _went_on(later.post(reverse(name), data), 302))

    return Browser()


def _without_limits(command):
    def run():
        caches["limits"].clear()
        command()

    return run


def _went_on(answer, *statuses):
    assert answer.status_code in statuses, answer.content


def sign_up(browser, last_code):
    return browser.now("account_signup", **FORM)


def confirm_email(browser, last_code):
    browser.step("account_signup", **FORM | {"phone": ""})
    return browser.now("account_email_verification_sent", code=last_code())


def sign_in_by_code(browser, last_code):
    """Into an account that a stranger opened: its password ends."""
    Client().post(reverse("account_signup"), FORM)
    browser.step("account_request_login_code", login=FORM["email"])
    return browser.now("account_confirm_login_code", code=last_code())


def confirm_reset_code(browser, last_code):
    Client().post(reverse("account_signup"), FORM)
    browser.step("account_reset_password", email=FORM["email"])
    return browser.now("account_confirm_password_reset_code", code=last_code())


def complete_reset(browser, last_code):
    Client().post(reverse("account_signup"), FORM)
    browser.step("account_reset_password", email=FORM["email"])
    browser.step("account_confirm_password_reset_code", code=last_code())
    return browser.now("account_complete_password_reset", password1=f"{PASSWORD}-2", password2=f"{PASSWORD}-2")


def change_password(browser, last_code):
    browser.step("account_signup", **FORM | {"phone": ""})
    browser.step("account_email_verification_sent", code=last_code())
    wanted = f"{PASSWORD}-2"
    return browser.now("account_change_password", oldpassword=PASSWORD, password1=wanted, password2=wanted)


PAGES = {
    "account_signup": sign_up,
    "account_email_verification_sent": confirm_email,
    "account_confirm_login_code": sign_in_by_code,
    "account_confirm_password_reset_code": confirm_reset_code,
    "account_complete_password_reset": complete_reset,
    "account_change_password": change_password,
}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_way_in_that_fails_at_any_write_leaves_nothing(browser, last_code, name):
    command = PAGES[name](browser, last_code)
    before = state.counts()

    assert leaves_nothing_at_any_write(command, but=COUNTS) > 2
    assert NEW[name] <= set(state.counts() - before)


NEW = {  # rows that it adds, in the end: so much of it at least was made to fail
    "account_signup": {
        *("accounts_user", "account_emailaddress", "accounts_profile", "accounts_consent"),
        *("portal_history", "portal_outboxmessage"),
    },
    "account_email_verification_sent": {"usersessions_usersession"},
    "account_confirm_login_code": {"portal_history", "usersessions_usersession"},
    "account_confirm_password_reset_code": set(),
    "account_complete_password_reset": {"portal_history", "portal_outboxmessage"},
    "account_change_password": {"portal_history", "portal_outboxmessage"},
}


class App:
    """A phone application, which sends its token."""

    def __init__(self):
        self.client, self.headers = Client(), {}

    def step(self, end, **body):
        answer = self.client.post(f"{APP}{end}", json.dumps(body), "application/json", headers=self.headers)
        if token := answer.json().get("meta", {}).get("session_token"):
            self.headers["X-Session-Token"] = token
        _went_on(answer, 200, 401)

    def now(self, end, **body):
        return _without_limits(lambda: self.step(end, **body))


def app_sign_up(app, last_code):
    return app.now("auth/signup", email=FORM["email"], password=PASSWORD, phone="+8613800138000", terms=True)


def app_confirm_email(app, last_code):
    app.step("auth/signup", email=FORM["email"], password=PASSWORD, terms=True)
    return app.now("auth/email/verify", key=last_code())


def app_sign_in_by_code(app, last_code):
    app_sign_up(App(), last_code)()
    app.step("auth/code/request", email=FORM["email"])
    return app.now("auth/code/confirm", code=last_code())


def app_reset(app, last_code):
    app_sign_up(App(), last_code)()
    app.step("auth/password/request", email=FORM["email"])
    return app.now("auth/password/reset", key=last_code(), password=f"{PASSWORD}-2")


def app_change_password(app, last_code):
    app_confirm_email(app, last_code)()
    return app.now("account/password/change", current_password=PASSWORD, new_password=f"{PASSWORD}-2")


BY_APP = {
    "auth/signup": app_sign_up,
    "auth/email/verify": app_confirm_email,
    "auth/code/confirm": app_sign_in_by_code,
    "auth/password/reset": app_reset,
    "account/password/change": app_change_password,
}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("end", BY_APP)
def test_way_in_of_an_application_that_fails_at_any_write_leaves_nothing(last_code, end):
    command = BY_APP[end](App(), last_code)

    assert leaves_nothing_at_any_write(command, but=COUNTS | SESSIONS) > 2


def test_every_way_in_that_is_one_transaction_is_tried():
    ours = {
        row.name
        for row in get_resolver().url_patterns
        if issubclass(getattr(getattr(row, "callback", None), "view_class", object), OneTransaction)
    }

    assert ours == set(PAGES) == set(NEW)
    assert {*OURS} - {"auth/code/request", "auth/code/resend"} == set(BY_APP)  # they lay one letter and no more


@pytest.mark.django_db
def test_way_in_that_is_not_one_transaction_is_found(browser, last_code, monkeypatch):
    """The control: allauth's own, which verifies an e-mail write by write."""
    monkeypatch.delattr(OneTransaction, "form_valid")
    command = sign_in_by_code(browser, last_code)

    with pytest.raises(AssertionError, match="stayed|no longer answers"):
        leaves_nothing_at_any_write(command, but=COUNTS)
