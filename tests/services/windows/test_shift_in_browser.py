"""Can the staff of a lounge share one old PC: paired once, changed over by PIN, each thing in its name?"""

import pytest

from accounts.card.actions import show_code
from accounts.card.offline import make_offline
from accounts.card.qr import verify_url
from services.models import Check, LateUse, Liaison, Use, Window
from services.windows.actions import set_pin
from tests.cast import staff_of
from tests.harness.browser import axe, wider_than_screen

from .conftest import LI, WANG

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
COUNT_ACTS = """for (const kind of ["pointerdown", "keydown"])
    addEventListener(kind, () => { sessionStorage.acts = `${sessionStorage.acts || ""} ${kind}`; }, true);"""
IS_KEPT = "navigator.serviceWorker.ready.then(() => caches.match('/desk/offline/')).then(Boolean)"


@pytest.fixture
def staff(airport):
    """The liaison, and two at the window with their PINs."""
    liaison, wang, li = (staff_of(airport, f"{name}@example.cn") for name in ("liaison", "wang", "li"))
    Liaison.objects.create(partner=airport, name="联络人", phone="1", account=liaison)
    Window.objects.create(partner=airport, name_zh="三号窗口", name_en="Window 3")
    set_pin(wang, name="王敏", pin=WANG)
    set_pin(li, name="李静", pin=LI)
    return liaison, wang, li


@pytest.fixture
def pc(open_page, as_user, staff, site):
    """The screen of the window, 1024 x 768, where the liaison has just signed in."""
    page = open_page("zh-hans", phone=False)
    page.set_viewport_size({"width": 1024, "height": 768})
    cookie = as_user(staff[0]).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    return page


def sign_on(page, name, pin):
    """A click on the name, six digits, and nothing more."""
    page.click(f".tiles label:has-text('{name}')")
    page.keyboard.type(pin)
    page.wait_for_url("**/desk/")


def assert_whole(page):
    assert (page.url, wider_than_screen(page), axe(page)) == (page.url, 0, [])


def serve_without_network(page, code):
    page.context.set_offline(True)
    page.goto("/desk/")
    page.wait_for_selector("#check-form[data-ready]")
    page.fill("#id_code", code)
    page.press("#id_code", "Enter")
    page.check("#seen")
    page.click("#served")
    page.wait_for_selector("#kept [data-state=waiting]")


def test_window_is_paired_changed_over_and_each_thing_stands_in_the_right_name(pc, staff, card, site):
    _liaison, wang, li = staff
    pc.goto("/desk/windows/")
    pc.check("input[name=window]")
    assert_whole(pc)
    pc.click("form:has(input[name=window]) button[type=submit]")
    pc.wait_for_url("**/desk/sign-on/")
    assert_whole(pc)

    sign_on(pc, "王敏", WANG)
    assert_whole(pc)
    assert pc.evaluate(IS_KEPT)
    pc.wait_for_function("deskStore.known().then((known) => known && known.shift)")
    pc.fill("#id_code", show_code(card)[0])
    pc.press("#id_code", "Enter")
    pc.wait_for_selector(".verdict.is-yes")
    assert Check.objects.get().staff == wang

    pc.route("**/desk/offline/uses/", lambda route: route.abort())
    serve_without_network(pc, verify_url(make_offline(card, by=card.talent).text).upper())
    pc.context.set_offline(False)
    pc.goto("/desk/")
    pc.click(".sitting button")
    pc.wait_for_url("**/desk/sign-on/")
    pc.unroute("**/desk/offline/uses/")
    sign_on(pc, "李静", LI)
    pc.wait_for_selector("#kept [data-state=recorded]")

    late = LateUse.objects.get()
    assert (late.staff, late.check_made.staff, Use.objects.get().staff) == (li, wang, wang)


def test_keyboard_alone_and_no_script_sit_down_and_a_digit_chooses_nobody(open_page, pc, staff):
    pc.goto("/desk/windows/")
    pc.check("input[name=window]")
    pc.click("form:has(input[name=window]) button[type=submit]")
    pc.wait_for_selector("input[name=who]:focus")
    pc.keyboard.type("1")
    assert (pc.input_value("#id_pin"), pc.locator("input[name=who]:checked").count()) == ("1", 0)

    bare = open_page("en", phone=True, java_script_enabled=False)
    bare.context.add_cookies(pc.context.cookies(pc.url))
    bare.goto("/desk/")
    bare.wait_for_selector("input[name=who]:focus")
    bare.keyboard.press("ArrowDown")
    bare.keyboard.press("Tab")
    chosen = bare.locator("label:has(:checked)").inner_text().strip()
    bare.keyboard.type({"王敏": WANG, "李静": LI}[chosen])
    bare.keyboard.press("Enter")

    bare.wait_for_selector(".sitting")
    assert bare.url.endswith("/desk/")


def test_staff_change_over_by_a_press_a_name_and_six_digits_over_two_pages_and_may_scan(
    open_page, paired, wang, li, site
):
    """How long the portal takes for its part: `make bench ONLY=change-over`."""
    page, pages = open_page("zh-hans", phone=False), []
    page.context.add_cookies([{"name": "desk_window", "value": paired[1], "url": site}])
    page.goto("/desk/sign-on/")
    sign_on(page, "王护士", WANG)
    page.on("domcontentloaded", lambda there: pages.append(there.url))
    page.evaluate(COUNT_ACTS)
    page.add_init_script(COUNT_ACTS)

    page.click(".sitting button")
    page.wait_for_url("**/desk/sign-on/")
    sign_on(page, "李护士", LI)

    page.wait_for_selector("#id_code:focus")
    assert [url.removeprefix(f"{site}/desk/") for url in pages] == ["sign-on/", ""]
    assert page.evaluate("sessionStorage.acts").split() == ["pointerdown"] * 2 + ["keydown"] * 6
