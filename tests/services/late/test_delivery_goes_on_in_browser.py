"""Does one thing that cannot be delivered, or an answer that never comes, hold back nothing else, and lose nothing?"""

import pytest
from django.contrib.sessions.models import Session

from accounts.card.offline import make_offline
from accounts.card.qr import verify_url
from services.models import Check, LateUse, Use

from .page import assert_whole, check, open_without_network, serve

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

USES = "**/desk/offline/uses/"
OF_ANOTHER_DESK = "desk => deskStore.queue().then(([newer, older]) => deskStore.put({ ...older, desk }))"
HURRY = """{
    const wait = window.setTimeout;
    window.setTimeout = (run, pause, ...given) => wait(run, pause > 9999 ? pause / 10 : pause, ...given);
}"""  # what takes many seconds takes a tenth of them
NETWORK_IS_BACK = "window.dispatchEvent(new Event('online'))"
WAITS = "#kept li:nth-child(2)[data-state=waiting]"


@pytest.fixture
def code(card, site):
    return verify_url(make_offline(card, by=card.talent).text).upper()


@pytest.fixture
def kept(open_page, sign_in, card, code):
    """`kept(language)`: a page without a network in which a look waits, and after it a use."""

    def begin(language="en"):
        page = open_page(language)
        page.add_init_script(HURRY)
        sign_in(page)
        open_without_network(page)
        check(page, code)
        page.click("#next")
        page.wait_for_selector("#kept [data-state=waiting]")
        check(page, code)
        serve(page)
        page.wait_for_selector(WAITS)
        return page

    return begin


def back(page):
    page.context.set_offline(False)
    page.wait_for_selector("#kept li:nth-child(1)[data-state=recorded]")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_another_desk_did_waits_for_it_and_holds_back_nothing(kept, airport, hospital, language):
    page = kept(language)
    page.evaluate(OF_ANOTHER_DESK, str(hospital.public_id))

    back(page)

    said = {"zh-hans": "属于另一个窗口", "en": "waits for somebody of its own desk to sign in here"}[language]
    page.wait_for_selector(f"{WAITS}:has-text('{said}')")
    assert_whole(page)
    assert list(LateUse.objects.values_list("outcome", flat=True)) == ["served"]
    page.goto("/desk/")
    page.wait_for_selector(f"{WAITS}:has-text('{said}')")
    page.evaluate(OF_ANOTHER_DESK, str(airport.public_id))  # as if its staff had signed in
    page.evaluate(NETWORK_IS_BACK)
    page.wait_for_selector("#kept li:nth-child(2)[data-state=eligible]")


def test_what_the_site_fails_at_is_asked_again_and_holds_back_nothing(kept):
    page, keys = kept(), []
    older = page.evaluate("deskStore.queue().then((items) => items[1].key)")

    def fail(route):
        keys.append(route.request.post_data.split("&")[0])
        route.fulfill(status=500, body="") if len(keys) == 1 else route.continue_()

    page.route(USES, fail)
    back(page)
    page.wait_for_selector(f"{WAITS}:has-text('the site could not take it yet, and is asked again')")
    page.evaluate(NETWORK_IS_BACK)

    page.wait_for_selector("#kept li:nth-child(2)[data-state=eligible]")
    assert (keys[0], keys[2], len(keys)) == (f"key={older}", f"key={older}", 3)
    assert (Check.objects.count(), Use.objects.count()) == (2, 1)


def test_use_that_is_taken_back_while_the_site_fails_at_it_does_not_come_back(kept):
    page = kept()
    key = page.evaluate("deskStore.queue().then(([newer]) => newer.key)")
    page.evaluate("key => deskStore.takeBack(key)", key)

    page.evaluate("key => deskStore.hold(key, 'trouble')", key)

    assert key not in page.evaluate("deskStore.queue().then((items) => items.map((item) => item.key))")


def test_answer_that_never_comes_is_given_up_and_the_use_is_delivered_once(kept):
    page, answers = kept(), []

    def hang_first(route):
        answers.append(route.fetch().status)
        if len(answers) > 1:
            route.continue_()

    page.route(USES, hang_first)
    page.context.set_offline(False)
    while not answers:
        page.wait_for_timeout(50)
    page.evaluate(NETWORK_IS_BACK)  # which whoever waits for the answer looks at when it is over

    page.wait_for_selector("#kept li:nth-child(1)[data-state=recorded]")
    assert answers == [201, 201, 201]
    assert (Check.objects.count(), Use.objects.count(), LateUse.objects.count()) == (2, 1, 2)


def test_one_whose_answer_never_comes_holds_back_nothing(kept):
    page = kept()
    older = page.evaluate("deskStore.queue().then((items) => items[1].key)")

    page.route(USES, lambda route: None if older in route.request.post_data else route.continue_())
    back(page)

    page.wait_for_selector(f"{WAITS}:has-text('the site could not take it yet, and is asked again')")
    assert list(LateUse.objects.values_list("outcome", flat=True)) == ["served"]


def test_network_that_falls_silent_meanwhile_is_waited_for_once_and_not_for_each(kept):
    page, asked = kept(), []

    def swallow(route):
        asked.append(route.request.url.rpartition("/desk/offline/")[2])
        if asked == ["known/"]:
            route.continue_()

    page.route("**/desk/offline/*/", swallow)
    page.context.set_offline(False)
    while len(asked) < 3:
        page.wait_for_timeout(50)

    assert asked == ["known/", "uses/", "known/"]


def test_site_that_is_away_is_no_reason_to_sign_in(kept):
    page = kept()
    page.route("**/desk/offline/known/", lambda route: route.fulfill(status=502, body=""))

    with page.expect_response("**/desk/offline/known/"):
        page.context.set_offline(False)
    page.wait_for_timeout(500)

    assert page.locator("#kept-sign-in").is_hidden()
    assert page.locator("#network-back").is_hidden()


def test_session_that_ends_in_between_asks_to_sign_in_and_sends_nothing_more(kept):
    page, asked = kept(), []

    def end_session(route):
        asked.append(Session.objects.all().delete())
        route.continue_()

    page.route(USES, end_session)
    page.context.set_offline(False)

    page.wait_for_selector("#kept-sign-in:visible")
    assert (len(asked), page.locator("#kept [data-state=waiting]").count()) == (1, 2)
    assert Check.objects.count() == 0
