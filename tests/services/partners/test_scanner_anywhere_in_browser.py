"""Is a scanner that types read wherever the focus is, with a Chinese input method on, and a writer left alone?"""

import pytest

from accounts.card.actions import show_code
from accounts.card.qr import verify_url
from services.models import Check, Use, UseUndone
from tests.harness.scanner import Scanner, full_width

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SIZE = "parseFloat(getComputedStyle(document.querySelector('.verdict h1')).fontSize)"


@pytest.fixture
def answer(request, open_page, as_user, desk_staff, card, site):
    """An old screen of 1024 x 768 with the answer to a card that was just scanned, in Chinese or as `param` says."""
    desk = as_user(desk_staff)
    made = desk.post("/desk/check/", {"code": show_code(card)[0], "service": "medical-green-channel"}).url
    page = open_page(getattr(request, "param", "zh-hans"), phone=False)
    page.set_viewport_size({"width": 1024, "height": 768})
    page.context.add_cookies([{"name": "sessionid", "value": desk.cookies["sessionid"].value, "url": site}])
    page.goto(made)
    return page


def address(card):
    return verify_url(show_code(card)[0]).upper()


def scanned(page, way, text):
    """The page of the next check, which `way` of scanning began on this one."""
    before = page.url
    way(text)
    page.wait_for_url(lambda url: "/desk/checks/" in url and url != before)


def reasons():
    return list(Check.objects.order_by("id").values_list("reason", flat=True))


def test_answer_waits_for_the_next_card_whatever_was_clicked_and_after_done_and_undo(answer, card):
    scanner = Scanner(answer)
    places = ["h1", "#sound"]

    for place in places:
        answer.click(place)
        scanned(answer, scanner.writes, address(card))
    answer.click("button[value=served]")
    answer.wait_for_selector(".confirmed")
    scanned(answer, scanner.writes, full_width(address(card)))
    answer.go_back()
    answer.click("#undo-now button")
    answer.wait_for_selector(".messages .success")
    scanned(answer, scanner.writes, address(card).lower())

    assert reasons() == ["ok"] * (1 + len(places) + 2)
    assert (Use.objects.count(), UseUndone.objects.count()) == (1, 1)


def test_keys_reach_the_field_from_every_button_and_link_that_has_the_focus(answer, card):
    scanner = Scanner(answer)
    places = ["button[value=served]", "summary.btn"]

    for place in places:
        answer.focus(place)
        scanned(answer, scanner.keys, address(card).lower())
    answer.evaluate("document.activeElement.blur()")
    scanned(answer, scanner.keys, address(card))

    assert reasons() == ["ok"] * (2 + len(places))
    assert Use.objects.count() == 0


def test_input_method_that_makes_words_of_the_code_does_not_spoil_it(answer, card):
    scanner = Scanner(answer)

    for place in ("#id_code", "button[value=served]"):
        answer.focus(place)
        scanned(answer, scanner.through_input_method, address(card))
    answer.goto("/desk/")
    scanned(answer, scanner.through_input_method, address(card))

    assert reasons() == ["ok"] * 4


def test_slow_hand_with_the_input_method_on_sends_nothing(answer, card):
    answer.focus("#id_code")

    Scanner(answer, pause=0.3).through_input_method(address(card))

    assert reasons() == ["ok"]
    assert answer.evaluate("document.activeElement.id") == "id_code"


def test_scanner_that_falters_in_the_middle_of_the_code_is_read_as_a_whole(answer, card):
    scanner, text = Scanner(answer), address(card)

    def falters(text):
        for sign in text[:-4]:
            scanner._key(sign, text=sign)
        scanner.now += 0.4
        scanner.keys(text[-4:])

    scanned(answer, falters, text)

    assert reasons() == ["ok"] * 2


def test_whoever_writes_a_reason_is_not_disturbed_and_enter_there_never_serves(answer, card):
    answer.click("summary.btn")
    answer.wait_for_selector("#id_reason:focus")

    scanner = Scanner(answer)
    scanner.composes("jintian", "今天停诊")
    answer.click("h1")
    answer.focus("#id_reason")
    answer.keyboard.press("Enter")
    answer.wait_for_selector(".confirmed")

    assert list(Use.objects.values_list("outcome", "reason")) == [("refused", "今天停诊")]
    assert reasons() == ["ok"]


def assert_seen_at_once(page, *parts):
    for part in parts:
        box = page.locator(part).last.bounding_box()
        assert (part, box["y"] >= 0, box["y"] + box["height"] <= 768) == (part, True, True)
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("answer", ["zh-hans", "en"], indirect=True)
def test_everything_of_the_answer_and_of_what_was_done_is_seen_at_once_on_an_old_screen(answer, card):
    parts = ["h1", ".name", ".tail", ".todo li:last-child", "button[value=served]", "button[value=postponed]"]

    scanned(answer, Scanner(answer).writes, address(card))
    assert_seen_at_once(answer, *parts, "summary.btn", "#id_code")
    assert answer.evaluate(SIZE) >= 28  # pixels
    answer.click("button[value=served]")
    answer.wait_for_selector(".confirmed")

    assert_seen_at_once(answer, "h1", "#undo-now button", ".outcomes .btn", "#id_code")
    assert Use.objects.get().outcome == "served"


@pytest.mark.parametrize(
    ("language", "height", "seen"), [("zh-hans", 740, 3), ("zh-hans", 640, 3), ("en", 740, 3), ("en", 640, 2)]
)
def test_phone_has_the_steps_in_sight_and_the_buttons_within_reach_of_the_thumb(
    open_page, as_user, desk_staff, card, site, language, height, seen
):
    """All three, but on a short phone in English, whose words are longer, the first two."""
    desk = as_user(desk_staff)
    made = desk.post("/desk/check/", {"code": show_code(card)[0], "service": "medical-green-channel"}).url
    page = open_page(language, phone=True)
    page.set_viewport_size({"width": 360, "height": height})
    page.context.add_cookies([{"name": "sessionid", "value": desk.cookies["sessionid"].value, "url": site}])
    page.goto(made)

    tops = [page.locator(part).bounding_box()["y"] for part in ("button[value=served]", "summary.btn")]

    steps = page.locator(".todo li").nth(seen - 1).bounding_box()
    assert steps["y"] + steps["height"] <= page.locator("#outcomes").bounding_box()["y"]
    assert all(height / 2 < top < height - 44 for top in tops)
    assert page.evaluate("document.activeElement.id") != "id_code"
