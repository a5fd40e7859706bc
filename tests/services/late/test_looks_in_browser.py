"""Does every look at a card without a network come to the holder's access log, once, whatever comes of it?"""

import pytest

from accounts.card.offline import make_offline
from accounts.card.qr import verify_url
from services.models import Allowance, Check, LateUse, Use

from .page import assert_whole, check, deliver, losing_the_first, open_without_network, serve

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def code(card, site):
    return verify_url(make_offline(card, by=card.talent).text).upper()


def looks(user, as_user):
    """What the holder reads by the API: whether it was offline, and what came of it."""
    rows = as_user(user).get("/api/v1/me/access-log/").json()["results"]
    return [(row["is_offline"], row["outcome"]) for row in reversed(rows)]


def test_look_that_is_left_is_delivered_once_to_the_holders_log_and_cannot_be_taken_back(
    open_page, sign_in, card, code, as_user
):
    page = open_page("zh-hans")
    sign_in(page)
    open_without_network(page)
    check(page, code)
    assert page.locator("#kept").is_hidden()  # it may still become a use

    page.click("#next")
    page.wait_for_selector("#kept [data-state=waiting]")
    assert "看过" in page.inner_text("#kept li")
    assert page.locator("#kept li button").count() == 0
    assert_whole(page)
    check(page, code)
    serve(page)
    deliver(page)

    page.wait_for_selector("#kept [data-state=recorded]")
    page.wait_for_selector("#kept [data-state=eligible]")
    assert looks(card.talent, as_user) == [(True, None), (True, "served")]
    assert (Use.objects.count(), Allowance.objects.get().used, Check.objects.count()) == (1, 1, 2)


def test_next_scan_and_a_page_that_is_left_are_looks_too(open_page, sign_in, card, code, as_user):
    page = open_page("en")
    sign_in(page)
    open_without_network(page)
    check(page, code)
    page.fill("#id_code", code)
    page.press("#id_code", "Enter")
    page.wait_for_selector("#kept [data-state=waiting]")
    page.wait_for_selector("#answer:visible")

    page.context.set_offline(False)
    page.goto("/desk/")

    page.wait_for_selector("#kept [data-state=eligible] ~ [data-state=eligible]")
    assert looks(card.talent, as_user) == [(True, None), (True, None)]


def test_use_that_is_taken_back_stays_a_look_and_one_pressed_late_is_another(open_page, sign_in, card, code, as_user):
    page = open_page("en")
    sign_in(page)
    open_without_network(page)
    check(page, code)
    serve(page)
    page.click("#kept li button")
    page.wait_for_selector("#kept li:not(:has(button))")
    check(page, code)
    page.evaluate("deskStore.leave()")  # what another page of this browser does as it opens
    serve(page)
    deliver(page)

    page.wait_for_selector("#kept [data-state=recorded]")
    page.wait_for_selector("#kept [data-state=eligible] ~ [data-state=eligible]")
    assert sorted(looks(card.talent, as_user), key=str) == [(True, "served"), (True, None), (True, None)]
    assert (Use.objects.count(), LateUse.objects.in_conflict().count()) == (1, 0)


def test_look_outlives_the_browser_and_a_lost_answer(starts, sign_in, card, code, as_user):
    page, close = starts()
    sign_in(page)
    open_without_network(page)
    check(page, code)
    close()
    assert Check.objects.count() == 0

    page, close = starts()
    answers = losing_the_first(page, lambda: sign_in(page))
    page.wait_for_selector("#kept [data-state=eligible]")
    assert [item["code"] for item in page.evaluate("deskStore.queue()")] == [""]
    close()

    assert (answers, looks(card.talent, as_user)) == ([201, 201], [(True, None)])


def test_code_that_shows_no_card_is_no_look(open_page, sign_in, code):
    page = open_page("en")
    sign_in(page)
    open_without_network(page)

    check(page, code[:-9] + "AAAAAAAAA")
    page.click("#next")

    assert page.evaluate("deskStore.queue()") == []


def test_use_that_is_kept_once_the_network_is_back_waits_for_nothing(open_page, sign_in, code):
    page = open_page("zh-hans")
    sign_in(page)
    open_without_network(page)
    check(page, code)
    page.context.set_offline(False)
    page.wait_for_selector("#network-back:visible")

    page.check("#seen")
    page.click("#served")

    page.wait_for_selector("#kept [data-state=recorded]", timeout=10_000)  # by itself the page tries each 15 seconds
