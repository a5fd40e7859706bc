"""Does a phone's camera read one card after the other without a network, and is a phone that cannot told what to do?"""

import io

import pytest
import segno

from accounts.card.offline import make_offline
from accounts.card.qr import verify_url
from tests.factories import CardFactory
from tests.harness.camera import KEEP_CAMERA, NO_DETECTOR, NO_DEVICES, SHOWS, is_closed, show

from .conftest import LANE
from .page import assert_whole, check, open_without_network

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# It sees what the test holds before it, once the camera's picture has arrived.
DETECTOR = """window.BarcodeDetector = class {
    async detect(view) { return window.held && view.videoWidth ? [{ rawValue: held }] : []; }
};"""
FOCUS = "document.activeElement.id"
WORDS = {"zh-hans": "24 小时内补登", "en": "enter it within 24 hours"}


@pytest.fixture
def window(open_page, sign_in):
    """`window(script, language, phone)` is the page without a network in a browser in which that script ran before."""

    def begin(script, language="zh-hans", phone=True):
        page = open_page(language, phone, permissions=["camera"])
        page.add_init_script(script)
        sign_in(page)
        open_without_network(page)
        return page

    return begin


def made(card):
    return verify_url(make_offline(card, by=card.talent).text).upper()


def test_camera_reads_one_card_after_the_other(window, card, other_talent, site):
    codes = [made(card), made(CardFactory(talent=other_talent))]
    page = window(DETECTOR + KEEP_CAMERA)
    page.check(f"input[value={LANE}]")

    for code in codes:
        page.evaluate("window.held = ''")
        page.tap("#scan-start")
        page.wait_for_selector("video:visible")
        page.evaluate("(code) => { window.held = code; }", code)
        page.wait_for_selector("#answer:visible")
        assert is_closed(page)
        assert page.evaluate(FOCUS) != "id_code"  # a keyboard would rise over the answer
        page.tap("#next")
        assert page.evaluate(FOCUS) != "id_code"

    page.wait_for_function("deskStore.queue().then((items) => items.length === 2)")
    assert sorted(item["code"] for item in page.evaluate("deskStore.queue()")) == sorted(codes)


def test_camera_is_closed_by_a_check_that_was_typed(window, card, site):
    page = window(DETECTOR + KEEP_CAMERA)
    page.tap("#scan-start")
    page.wait_for_selector("video:visible")

    check(page, made(card))

    assert is_closed(page)
    assert page.locator("#scan-start").is_visible()
    assert page.evaluate(FOCUS) != "id_code"


def test_field_waits_for_the_scanner_at_the_windows_pc(window, card, site):
    page = window(NO_DETECTOR, "en", phone=False)
    assert page.evaluate(FOCUS) == "id_code"
    assert page.locator("#scan-trouble").is_hidden()  # nor is a PC told of a camera

    check(page, made(card))

    assert page.evaluate(FOCUS) == "id_code"
    assert page.evaluate("getSelection().toString()") == page.input_value("#id_code")


def test_phone_without_a_detector_scans_without_a_network_too(window, card, site):
    page = window(NO_DETECTOR + SHOWS)
    page.check(f"input[value={LANE}]")
    picture = io.BytesIO()
    segno.make(made(card)).save(picture, kind="png", scale=8)

    page.tap("#scan-start")
    show(page, picture.getvalue())

    page.wait_for_selector("#answer:visible")
    assert is_closed(page)
    assert_whole(page)


@pytest.mark.parametrize("language", WORDS)
def test_phone_without_a_camera_is_told_from_the_start_what_to_do_instead(window, language):
    page = window(NO_DEVICES, language)

    assert WORDS[language] in page.inner_text("#scan-trouble:visible")
    assert page.locator("#scan-start").is_hidden()
    assert page.evaluate(FOCUS) != "id_code"
    assert_whole(page)
