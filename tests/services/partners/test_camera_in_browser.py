"""Does the desk read a code with the camera of whatever browser, and say what to do where there is none?"""

import io
import json

import pytest
import segno
from PIL import Image

from accounts.card.actions import show_code
from accounts.card.qr import verify_url
from services.models import Check, Use
from tests.harness.browser import axe, wider_than_screen
from tests.harness.camera import KEEP_CAMERA, NO_DETECTOR, NO_DEVICES, SHOWS, SPOILT, is_closed, photograph, show

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = pytest.mark.parametrize(("language", "phone"), [("zh-hans", True), ("en", False)], ids=["zh-360", "en-1280"])
# Chromium on Linux has no detector; this one in its place sees the code once the camera's picture has arrived.
DETECTOR = """window.BarcodeDetector = class {
    async detect(view) { return view.videoWidth && view.srcObject.active ? [{ rawValue: %s }] : []; }
};"""
COUNT_TAPS = """addEventListener("pointerdown", (event) => {
    if (event.isTrusted) sessionStorage.taps = Number(sessionStorage.taps || 0) + 1;
}, true);"""
NO_CAMERA = "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));"
OF_FORMATS = "BarcodeDetector.getSupportedFormats = () => Promise.%s;"
# Two pictures in a row cannot be read, and another two, and there is the code.
FALTERS = """window.BarcodeDetector = class {
    asked = 0;
    async detect(view) {
        this.asked += 1;
        if (this.asked === 3) return [];
        if (this.asked < 6) throw new DOMException("", "InvalidStateError");
        return [{ rawValue: %s }];
    }
};"""
# The code comes before the camera only later.
SEES_LATER = """window.isShown = false; window.BarcodeDetector = class {
    async detect() { return isShown ? [{ rawValue: %s }] : []; }
};"""
ONE_WAY = [how for how in SPOILT if how != "all of it"]  # that one is to be held closer, as with any phone
REJECTS = """window.BarcodeDetector = class {
    detect() {
        sessionStorage.asked = Number(sessionStorage.asked || 0) + 1;
        return Promise.reject(new DOMException("", "NotSupportedError"));
    }
};"""


@pytest.fixture
def desk(open_page, as_user, desk_staff, site):
    """`desk(script, language, phone)` is the desk page in a browser in which that script has run before."""

    def begin(script, language="zh-hans", phone=True):
        page = open_page(language, phone, permissions=["camera"])
        cookie = as_user(desk_staff).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
        page.add_init_script(script)
        page.goto("/desk/")
        return page

    return begin


def assert_whole(page):
    assert (page.url, wider_than_screen(page), axe(page)) == (page.url, 0, [])


@SCREENS
def test_camera_reads_the_code_and_sends_it_and_the_holder_may_come_another_day(desk, card, language, phone):
    address = verify_url(show_code(card)[0]).upper()
    page = desk(DETECTOR % json.dumps(address), language, phone)
    assert_whole(page)

    page.click("#scan-start")

    page.wait_for_url("**/desk/checks/**")
    page.locator(".verdict.is-yes").wait_for()
    page.locator("button[value=postponed]").click()
    page.wait_for_selector(".confirmed")
    assert_whole(page)
    assert (Check.objects.get().reason, Use.objects.get().outcome) == ("ok", "postponed")


def test_phone_needs_two_taps_from_scan_to_done(desk, card):
    address = verify_url(show_code(card)[0]).upper()
    page = desk(COUNT_TAPS + DETECTOR % json.dumps(address))

    page.tap("#scan-start")
    page.tap("button[value=served]")

    page.wait_for_selector(".confirmed")
    assert (page.evaluate("Number(sessionStorage.taps)"), Use.objects.get().outcome) == (2, "served")


def test_phone_without_a_detector_needs_two_taps_too_and_reads_poor_pictures(desk, open_page, as_user, card, site):
    page, holder = desk(COUNT_TAPS + NO_DETECTOR + SHOWS), open_page()
    cookie = as_user(card.talent).cookies["sessionid"].value
    holder.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])

    for taps, how in enumerate(ONE_WAY, 1):
        holder.goto("/me/card/")
        holder.wait_for_selector(".code-picture svg")
        page.goto("/desk/")
        page.tap("#scan-start")
        show(page, photograph(holder.locator(".code-picture"), SPOILT[how]))
        page.tap("button[value=served]")
        page.wait_for_selector(".confirmed")
        assert page.evaluate("Number(sessionStorage.taps)") == 2 * taps

    assert list(Use.objects.values_list("outcome", flat=True)) == ["served"] * len(ONE_WAY)


@SCREENS
def test_browser_without_a_detector_needs_two_presses_too_by_a_photo(desk, card, language, phone):
    page = desk(COUNT_TAPS + NO_DETECTOR, language, phone)
    assert_whole(page)

    take(page, verify_url(show_code(card)[0]).upper())
    page.wait_for_url("**/desk/checks/**")
    page.click("button[value=served]")

    page.wait_for_selector(".confirmed")
    assert_whole(page)
    assert (page.evaluate("Number(sessionStorage.taps)"), Use.objects.get().outcome) == (2, "served")


@SCREENS
def test_photo_without_a_code_is_said_with_what_to_do_instead(desk, card, language, phone):
    page = desk(NO_DETECTOR, language, phone)

    take(page, "")

    page.wait_for_selector("#id_photo_error")
    words = {"zh-hans": "请靠近一些拍摄", "en": "Hold the phone closer"}
    assert words[language] in page.inner_text("#id_photo_error")
    assert_whole(page)
    take(page, verify_url(show_code(card)[0]).upper())
    page.wait_for_url("**/desk/checks/**")
    assert list(Check.objects.values_list("reason", flat=True)) == ["ok"]


def take(page, text):
    """A photo of that code; of a white wall where there is no text."""
    picture = io.BytesIO()
    if text:
        segno.make(text).save(picture, kind="png", scale=8)
    else:
        Image.new("RGB", (400, 400), "white").save(picture, "PNG")
    with page.expect_file_chooser() as chosen:
        page.click("label[for=id_photo]")
    chosen.value.set_files({"name": "photo.png", "mimeType": "image/png", "buffer": picture.getvalue()})


def hold(page, card):
    """That card before the camera of that page."""
    page.click("#scan-start")
    picture = io.BytesIO()
    segno.make(verify_url(show_code(card)[0]).upper()).save(picture, kind="png", scale=8)
    show(page, picture.getvalue())


def withdraw(page):
    page.context.clear_permissions()


def mute(page):
    page.evaluate("camera.getTracks()[0].dispatchEvent(new Event('mute'))")


def assert_typing_or_a_photo(page):
    assert page.locator("#scan-start").is_hidden()
    assert page.locator("#id_code").is_visible()
    assert page.locator("#id_photo").is_visible()


def test_browser_without_a_camera_offers_typing_and_a_photo(desk):
    page = desk(NO_DEVICES)

    assert_typing_or_a_photo(page)
    assert page.locator("#scan-trouble").is_hidden()


@pytest.mark.parametrize("formats", ["resolve([])", "resolve(['ean_13'])", "reject(new DOMException())"])
def test_detector_that_reads_no_qr_code_is_left_alone(desk, card, formats):
    page = desk(REJECTS + OF_FORMATS % formats + SHOWS)

    hold(page, card)

    page.wait_for_url("**/desk/checks/**")
    assert page.evaluate("Number(sessionStorage.asked || 0)") == 0


def test_detector_that_says_what_it_reads_is_taken_at_its_word(desk, card):
    address = verify_url(show_code(card)[0]).upper()
    page = desk(DETECTOR % json.dumps(address) + OF_FORMATS % "resolve(['ean_13', 'qr_code'])")

    page.click("#scan-start")

    page.wait_for_url("**/desk/checks/**")


def test_detector_that_reads_nothing_ever_is_replaced_while_the_camera_runs(desk, card):
    page = desk(REJECTS + SHOWS)

    hold(page, card)

    page.wait_for_url("**/desk/checks/**")
    assert page.evaluate("Number(sessionStorage.asked)") == 3


def test_decoder_that_cannot_be_fetched_ends_the_camera_and_says_what_to_do_instead(desk, page_errors):
    page = desk(NO_DETECTOR + KEEP_CAMERA)
    page.route("**/html5-qrcode*", lambda route: route.abort())

    page.click("#scan-start")

    page.wait_for_selector("#scan-trouble", state="visible")
    assert "请拍一张二维码的照片" in page.inner_text("#scan-trouble")
    assert is_closed(page)
    assert_typing_or_a_photo(page)
    page_errors.clear()  # the browser's own word on the file


def test_detector_that_falters_reads_the_code_all_the_same(desk, card):
    page = desk(FALTERS % json.dumps(verify_url(show_code(card)[0]).upper()))

    page.click("#scan-start")

    page.wait_for_url("**/desk/checks/**")


@pytest.mark.parametrize("taken", [withdraw, mute])
def test_camera_that_is_taken_away_is_offered_again(desk, card, taken):
    page = desk(SEES_LATER % json.dumps(verify_url(show_code(card)[0]).upper()) + KEEP_CAMERA)
    page.click("#scan-start")
    page.wait_for_selector("#check-form video", state="visible")

    taken(page)

    page.wait_for_selector("#scan-start", state="visible")
    assert is_closed(page)
    assert page.locator("#scan-trouble").is_hidden()
    assert_whole(page)
    page.context.grant_permissions(["camera"])
    page.evaluate("isShown = true")
    page.click("#scan-start")
    page.wait_for_url("**/desk/checks/**")


@SCREENS
def test_camera_is_closed_by_whoever_opened_it(desk, language, phone):
    page = desk(NO_DETECTOR + KEEP_CAMERA, language, phone)
    page.click("#scan-start")
    assert_whole(page)

    page.click("#scan-end")

    assert is_closed(page)
    assert page.evaluate("document.activeElement.id") == ("scan-start" if phone else "id_code")  # for the scanner
    assert_whole(page)


@SCREENS
def test_camera_that_is_refused_is_said_with_what_to_do_instead(desk, language, phone):
    page = desk(DETECTOR % '""' + NO_CAMERA, language, phone)

    page.click("#scan-start")

    page.wait_for_selector("#scan-trouble", state="visible")
    words = {"zh-hans": "请拍一张二维码的照片", "en": "Take a photo of the code"}
    assert words[language] in page.inner_text("#scan-trouble")
    assert page.locator("#scan-start").is_hidden()
    assert_whole(page)
