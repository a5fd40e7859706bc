"""Does what a desk keeps in its browser stay there, through a power cut and where the browser runs short of room?"""

import pytest

from accounts.card.offline import make_offline
from accounts.card.qr import verify_url

from .page import check, open_without_network, serve

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LISTEN = """{
    const begin = IDBDatabase.prototype.transaction;
    window.written = [];
    IDBDatabase.prototype.transaction = function (...asked) {
        const change = begin.apply(this, asked);
        if (change.mode === "readwrite") window.written.push(change.durability);
        return change;
    };
}"""
REFUSES = """{
    window.asked = 0;
    StorageManager.prototype.persist = async () => { window.asked += 1; throw new TypeError("no"); };
}"""


def test_each_write_is_on_the_disk_before_it_is_said_to_be_kept(open_page, sign_in, card, site):
    page = open_page("en")
    page.add_init_script(LISTEN)
    sign_in(page)
    open_without_network(page)
    check(page, verify_url(make_offline(card, by=card.talent).text).upper())

    serve(page)

    assert set(page.evaluate("window.written")) == {"strict"}


def test_browser_is_asked_once_a_page_to_throw_nothing_away_and_may_refuse(open_page, sign_in, site):
    page = open_page("en")
    page.add_init_script(REFUSES)
    sign_in(page)
    asked = page.evaluate("window.asked")

    open_without_network(page)

    assert (asked, page.evaluate("window.asked")) == (1, 1)


def test_browser_that_cannot_be_asked_keeps_all_the_same(open_page, sign_in, site):
    page = open_page("en")
    page.add_init_script("Object.defineProperty(navigator, 'storage', { value: undefined });")

    sign_in(page)  # which waits for what is kept
