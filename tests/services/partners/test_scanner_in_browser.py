"""Does a scanner that types reach the field at once, however it writes, and is there one beep that can be silenced?"""

import pytest

from accounts.card.actions import show_code
from accounts.card.qr import verify_url
from services.models import Check
from tests.harness.browser import axe, wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

COUNT_BEEPS = """window.beeps = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function () { window.beeps.push(this.frequency.value); return start.call(this); };"""


@pytest.fixture
def desk(open_page, as_user, desk_staff, site):
    """An old screen of 1024 x 768."""
    page = open_page("zh-hans", phone=False)
    page.set_viewport_size({"width": 1024, "height": 768})
    cookie = as_user(desk_staff).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    page.add_init_script(COUNT_BEEPS)
    return page


def scan(page, text):
    """The keys come as fast as a scanner types, wherever the focus is; nobody has clicked."""
    page.goto("/desk/")
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/checks/**")


def full_width(text):
    return "".join(chr(ord(sign) + 0xFEE0) for sign in text)


def test_scanner_is_read_in_capitals_small_and_full_width_and_beeps_once_each(desk, card):
    address = verify_url(show_code(card)[0]).upper()

    scan(desk, address)
    assert desk.evaluate("beeps") == [880]
    assert (wider_than_screen(desk), axe(desk)) == (0, [])
    scan(desk, verify_url(show_code(card)[0]).lower())
    scan(desk, full_width(verify_url(show_code(card)[0]).upper()))
    scan(desk, address)
    assert desk.evaluate("beeps") == [220]

    desk.click("#sound")
    desk.reload()
    assert desk.evaluate("beeps") == []
    assert list(Check.objects.order_by("id").values_list("reason", flat=True)) == ["ok", "ok", "ok", "already_used"]
