"""What of a delivery does not hang on how fast the machine is?"""

import pytest

from accounts.card.offline import make_offline
from accounts.card.qr import verify_url
from services.models import LateUse

from .page import check, open_without_network, serve

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BACK_AS_IT_FAILS = """{
    const send = window.fetch, isUse = (asked) => String(asked).includes("/desk/offline/uses/");
    let lost = 0;
    window.fetch = async (...asked) => {
        const answer = await send(...asked);
        if (!isUse(asked[0]) || lost++) return answer;
        window.dispatchEvent(new Event("online"));
        throw new TypeError("lost on the way back");
    };
}"""
NINE_IN_ONE_SECOND = """async () => {
    let now = Math.floor(Date.now() / 1000) * 1000;
    Date.now = () => now++;
    for (let number = 1; number <= 9; number++) await deskStore.add({ number }, "failed");
    return (await deskStore.queue()).map((item) => item.number);
}"""


def test_network_that_is_back_just_as_a_delivery_fails_is_not_overheard(open_page, sign_in, card, site):
    page = open_page("en")
    page.add_init_script(BACK_AS_IT_FAILS)
    sign_in(page)
    open_without_network(page)
    check(page, verify_url(make_offline(card, by=card.talent).text).upper())
    serve(page)

    page.context.set_offline(False)
    page.goto("/desk/")

    page.wait_for_selector("#kept [data-state=recorded]", timeout=10_000)  # by itself the page tries each 15 seconds
    assert LateUse.objects.count() == 1


def test_what_was_done_within_one_second_keeps_its_order(open_page, sign_in):
    page = open_page("en")
    sign_in(page)

    assert page.evaluate(NINE_IN_ONE_SECOND) == [9, 8, 7, 6, 5, 4, 3, 2, 1]
