"""Does the holder's code outlive the network: opened, cut, reloaded, checked; and gone for whoever it is not for?"""

import time

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Error

from accounts.card.offline import make_offline
from accounts.card.qr import verify_url
from accounts.card.well_known import key_set, status_list
from examples.verifier import verify
from portal.workflow.engine import perform
from services.partners.photo import code_in
from tests.cast import ask_for_family
from tests.harness.browser import axe, wider_than_screen

from .test_kept import leave_message

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SCREENS = pytest.mark.parametrize(("language", "phone"), [("zh-hans", True), ("en", False)], ids=["zh-360", "en-1280"])
IS_KEPT = "caches.has('card-code')"
A_DAY_ON = "const now = Date.now.bind(Date); Date.now = () => now() + 86400000;"


@pytest.fixture
def sign_in(as_user, site):
    """`sign_in(page, user)`: the browser is that user's from now on."""

    def enter(page, user):
        cookie = as_user(user).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])

    return enter


@pytest.fixture
def code(card, site):
    return make_offline(card, by=card.talent)


@pytest.fixture
def opened(open_page, sign_in, card, code):
    """`opened(language, phone)` has looked at the code, and the browser keeps it."""

    def begin(language="zh-hans", phone=True):
        page = open_page(language, phone)
        sign_in(page, card.talent)
        page.goto("/me/card/offline/")
        page.wait_for_selector("[data-card-kept]:visible")
        return page

    return begin


def cut(page, address="/me/card/"):
    page.context.set_offline(True)
    page.goto(address)
    while page.locator("#kept-nothing").count() == 0:  # a worker that starts just now does not know of it yet
        page.goto(address)


def wait_until_forgotten(page):
    while page.evaluate(IS_KEPT):
        page.wait_for_timeout(20)


def assert_nothing_is_kept(page):
    page.wait_for_selector("#kept-nothing:visible")
    assert page.inner_text("h1") == "没有网络"
    assert page.locator(".code-picture").count() == 0
    assert page.evaluate(IS_KEPT) is False


def assert_whole(page):
    assert (page.url, wider_than_screen(page), axe(page)) == (page.url, 0, [])


@SCREENS
def test_code_outlives_the_network_and_the_verifier_finds_it_good(opened, code, language, phone):
    page = opened(language, phone)
    cut(page)
    page.reload()

    assert page.inner_text("h1") == {"zh-hans": "没有网络", "en": "No network"}[language]
    assert "0" in page.inner_text("#age")
    assert_whole(page)
    picture = SimpleUploadedFile("photo.png", page.locator(".code-picture").screenshot(), content_type="image/png")
    read = code_in(picture)
    said = verify(read, now=int(time.time()), keys=key_set(), status=status_list())
    assert read == verify_url(code.text).upper()
    assert (said.verdict, said.reason) == ("valid", "ok")


def test_first_page_opens_with_the_code_too_and_what_has_nothing_to_do_with_it_does_not(opened):
    page = opened()

    cut(page, "/me/")

    assert page.locator(".code-picture svg").is_visible()
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/me/cases/")


def test_code_is_shown_up_to_its_end_and_then_forgotten(opened):
    page = opened()
    cut(page)
    page.evaluate(f"void (() => {{ {A_DAY_ON} }})()")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_selector("#kept-nothing:visible")
    assert page.locator(".code-picture").is_hidden()

    page.context.service_workers[0].evaluate(f"() => {{ {A_DAY_ON} }}")
    page.reload()

    assert_nothing_is_kept(page)
    assert_whole(page)


def test_code_is_gone_once_its_holder_has_signed_out(opened, card):
    page = opened()
    page.goto("/me/card/")
    page.locator("header details.menu summary").click()
    page.locator("header form[action$='/logout/'] button").click()
    page.wait_for_url(lambda url: "/me/" not in url)
    wait_until_forgotten(page)

    cut(page)

    assert_nothing_is_kept(page)


def test_childs_code_is_kept_with_the_holders_for_the_page_of_the_family(open_page, sign_in, card, province_officer):
    child = perform(ask_for_family(card), "accept", by=province_officer)
    page = open_page("zh-hans")
    sign_in(page, card.talent)
    page.goto(f"/me/family/{child.public_id}/")
    page.locator("button[name=offline]").click()
    page.wait_for_selector("[data-card-kept]:visible")

    cut(page, f"/me/family/{child.public_id}/")

    assert child.name in page.inner_text("h2")
    assert page.locator(".code-picture svg").is_visible()
    assert_whole(page)


def test_another_account_in_the_same_browser_does_not_see_it(opened, sign_in, other_talent):
    page = opened()
    sign_in(page, other_talent)
    page.goto("/")
    wait_until_forgotten(page)

    cut(page)

    assert_nothing_is_kept(page)


def test_suspended_card_takes_its_code_away_at_the_next_contact(opened, card):
    page = opened()
    perform(card, "suspend", by=card.talent)
    page.goto("/services/")
    wait_until_forgotten(page)

    cut(page)

    assert_nothing_is_kept(page)


def test_code_that_is_asked_for_after_the_session_ended_leaves_the_message_to_the_sign_in(opened, site):
    page = opened()
    page.goto("/me/card/")
    page.wait_for_selector("#card-code [data-seconds]")
    Session.objects.all().delete()
    kept = Client()
    leave_message(kept, "Your session has ended.")
    page.context.add_cookies([{"name": "messages", "value": kept.cookies["messages"].coded_value, "url": site}])

    page.click("#card-code button")

    page.wait_for_url("**/accounts/login/**")
    assert "Your session has ended." in page.inner_text(".messages")
