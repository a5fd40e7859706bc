"""Does a scanner that types reach the field at once, however it writes, and is there one beep that can be silenced?"""

import pytest

from accounts.card.actions import show_code
from accounts.card.qr import verify_url
from services.models import Check
from tests.harness.browser import axe, wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TELL_BEEPS = """const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function () {
    console.info("beep", this.frequency.value, this.context.state);
    return start.call(this);
};"""
YES, NO = "beep 880 running", "beep 220 running"


@pytest.fixture
def desk(open_page, as_user, desk_staff, site):
    """An old screen of 1024 x 768."""
    page = open_page("zh-hans", phone=False)
    page.set_viewport_size({"width": 1024, "height": 768})
    cookie = as_user(desk_staff).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    page.context.add_init_script(TELL_BEEPS)
    return page


def scan(page, text):
    """The keys come as fast as a scanner types, wherever the focus is; nobody has clicked."""
    page.goto("/desk/")
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/checks/**")


@pytest.fixture
def heard(desk):
    """`heard()` waits for a beep, and gives all since it was last asked; whatever is evaluated counts as a press."""
    said = []
    desk.context.on("console", lambda message: message.text.startswith("beep") and said.append(message.text))

    def ask(milliseconds=10_000):
        for _ in range(milliseconds // 50):
            if not said:
                desk.wait_for_timeout(50)
        found, said[:] = list(said), []
        return found

    return ask


def full_width(text):
    return "".join(chr(ord(sign) + 0xFEE0) for sign in text)


def test_scanner_is_read_in_capitals_small_and_full_width_and_beeps_once_each(desk, card, heard):
    address = verify_url(show_code(card)[0]).upper()

    scan(desk, address)
    assert heard() == [YES]
    assert (wider_than_screen(desk), axe(desk)) == (0, [])
    scan(desk, verify_url(show_code(card)[0]).lower())
    assert heard() == [YES]
    scan(desk, full_width(verify_url(show_code(card)[0]).upper()))
    assert heard() == [YES]
    scan(desk, address)
    assert heard() == [NO]

    desk.click("#sound")
    desk.reload()
    assert heard(500) == []
    assert list(Check.objects.order_by("id").values_list("reason", flat=True)) == ["ok", "ok", "ok", "already_used"]


def test_answer_on_a_page_where_nobody_pressed_a_key_does_not_beep_and_not_late_either(desk, card, heard):
    """The control: this browser lets nothing sound by itself, so that what beeps above is heard."""
    scan(desk, verify_url(show_code(card)[0]).upper())
    assert heard() == [YES]
    fresh = desk.context.new_page()
    fresh.goto(desk.url)

    assert heard(1500) == []
    fresh.keyboard.press("Shift")
    assert heard(500) == []
