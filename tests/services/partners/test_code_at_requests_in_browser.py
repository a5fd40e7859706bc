"""Can a teacher enter the code that is said by the keyboard alone, below the requests, on a phone and on a PC?"""

import pytest

from tests.harness.browser import axe, wider_than_screen

from .test_code_at_requests import SCHOOLING, spoken

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = {"zh-hans": ("可以享受", "尚未向本单位申请"), "en": ("Yes, the card gives this", "Not asked for here yet")}


@pytest.mark.parametrize(("language", "phone"), [("zh-hans", True), ("en", False)])
def test_code_is_entered_by_the_keyboard_and_the_pages_hold(
    open_page, as_user, school_staff, card, site, language, phone
):
    page = open_page(language, phone)
    session = as_user(school_staff).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    page.goto("/desk/requests/")
    assert page.evaluate("document.activeElement.tagName") == "BODY"  # the requests are read first
    assert (wider_than_screen(page), axe(page)) == (0, [])

    page.press("#id_code", "Enter")
    page.wait_for_selector("[data-error-summary]")
    assert (wider_than_screen(page), axe(page)) == (0, [])
    page.locator("#id_code").press_sequentially(spoken(card, SCHOOLING, 90))
    page.keyboard.press("Enter")

    page.wait_for_url("**/desk/checks/**")
    assert (page.inner_text(".verdict h1"), page.inner_text(".answer > .panel h2")) == SAID[language]
    assert (wider_than_screen(page), axe(page)) == (0, [])
    first = page.url
    page.locator("#id_code").press_sequentially(spoken(card, SCHOOLING, 1))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/desk/checks/" in url and url != first)
    page.wait_for_selector(".verdict.is-yes")
    page.locator("a[href$='#check-form']").click()
    page.wait_for_url("**/desk/requests/#check-form")
