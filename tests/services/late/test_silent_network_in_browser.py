"""Does the desk go on where the network neither answers nor fails, and is a slow site given the time it needs?"""

import pytest

from accounts.card.offline import make_offline
from accounts.card.qr import verify_url
from services.models import Check, Use
from tests.harness.silent_network import behind, opened_meanwhile

from .conftest import LANE
from .page import assert_whole, check, serve

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TRY_AGAIN = "[...document.links].find((link) => link.text === 'Try the network again').click()"
SEND = "document.getElementById('check-form').requestSubmit()"
KEPT = "#check-form[data-ready]"


@pytest.fixture
def site(site, network, settings):
    return behind(network, settings)


@pytest.fixture
def code(card, site):
    return verify_url(make_offline(card, by=card.talent).text).upper()


def test_desk_opens_where_packets_are_dropped_and_delivers_once_when_they_come_through(
    open_page, sign_in, network, code
):
    page = open_page("zh-hans")
    sign_in(page)
    network.swallows.set()

    page.goto("/desk/")
    page.wait_for_selector(KEPT)
    check(page, code)
    serve(page)
    network.swallows.clear()

    page.wait_for_selector("#kept [data-state=recorded]", timeout=90_000)  # what hangs is given up after 20 seconds
    assert (Use.objects.count(), Check.objects.count()) == (1, 1)


def test_form_that_is_sent_is_waited_for_since_it_may_be_recorded(open_page, sign_in, network, code):
    page = open_page("en")
    sign_in(page)
    page.check(f"input[value={LANE}]")
    page.fill("#id_code", code)

    assert opened_meanwhile(page, network, SEND) == []

    page.wait_for_selector(".verdict.is-yes")
    assert Check.objects.count() == 1


def test_answer_that_does_not_come_after_something_was_pressed_is_not_said_to_be_nothing(open_page, sign_in, network):
    page = open_page("en")
    sign_in(page)
    network.swallows.set()

    page.goto("/desk/late/")

    page.wait_for_selector("#unrecorded:has-text('it may be recorded or not')")
    assert_whole(page)


def test_whoever_asks_the_kept_page_to_try_again_goes_on_with_it_until_a_slow_site_answers(open_page, sign_in, network):
    page = open_page("en")
    sign_in(page)
    network.swallows.set()
    page.goto("/desk/")
    page.wait_for_selector(KEPT)
    network.swallows.clear()

    assert opened_meanwhile(page, network, TRY_AGAIN) == []

    page.wait_for_selector("h1:has-text('Check a talent card')")
