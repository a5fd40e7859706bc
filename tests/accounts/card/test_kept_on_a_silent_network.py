"""Does the code open where the network neither answers nor fails, and is a slow site waited for where none is kept?"""

import pytest

from accounts.card.offline import make_offline
from tests.harness.silent_network import behind, opened_meanwhile

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TRY_AGAIN = "[...document.links].find((link) => link.text === 'Try the network again').click()"
HURRY = """{
    const wait = window.setTimeout;
    window.setTimeout = (run, pause, ...given) => wait(run, pause > 9999 ? pause / 10 : pause, ...given);
}"""  # what takes many seconds takes a tenth of them
IS_THERE = """new Promise((done) => {
    navigator.serviceWorker.addEventListener("controllerchange", () => done(true));
    if (navigator.serviceWorker.controller) done(true);
})"""
PAGE = "/me/card/offline/kept/"
CODE = ".offline-code .code-picture svg"


@pytest.fixture
def site(site, network, settings):
    return behind(network, settings)


@pytest.fixture
def opened(open_page, as_user, card, site):
    """A page of the holder's card whose worker is there."""
    page = open_page("en")
    page.add_init_script(HURRY)
    cookie = as_user(card.talent).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    page.goto("/me/card/")
    page.evaluate(IS_THERE)
    return page


@pytest.fixture
def kept(opened, card):
    """That page, once the browser keeps a code."""
    make_offline(card, by=card.talent)
    opened.goto("/me/card/offline/")
    opened.wait_for_selector("[data-card-kept]:visible")
    return opened


def test_code_opens_where_packets_are_dropped(kept, network):
    network.swallows.set()

    kept.goto("/me/card/")

    assert kept.locator(CODE).is_visible()


def test_slow_site_is_waited_for_where_no_code_is_kept(opened, network):
    assert opened_meanwhile(opened, network, "location.assign('/me/')") == []

    opened.wait_for_url("**/me/")
    assert opened.locator("#kept-nothing").count() == 0


def test_whoever_asks_the_kept_page_to_try_again_sees_the_code_until_a_slow_site_answers(kept, network):
    network.swallows.set()
    kept.goto("/me/card/")
    network.swallows.clear()

    assert opened_meanwhile(kept, network, TRY_AGAIN) == []

    kept.wait_for_selector("main:not(:has(#kept-nothing)) h1")


def test_question_for_the_code_that_gets_no_answer_is_given_up_and_the_code_stays(kept):
    kept.route(f"**{PAGE}", lambda route: None)

    with kept.expect_event("requestfailed", lambda request: PAGE in request.url):
        kept.goto("/me/card/")

    assert kept.evaluate("caches.has('card-code')")
