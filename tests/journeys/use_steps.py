"""What does a talent ask for and use, and what do the school and the hospital do about it?"""

from .steps import SUBMIT, check, press, read_code, visit


def ask_for_a_place(page, child, school):
    """The three answers, the guardian's consent, and the page of the request."""
    visit(page, "/me/requests/new/school-place/")
    page.fill("#id_child_name", child)
    page.fill("#id_child_birth_date", "2019-05-01")
    page.check("input[name=stage][value=primary]")
    page.select_option("#id_wanted_school", school)
    page.check("main form input[type=checkbox]")
    press(page, SUBMIT, lambda url: "/new/" not in url)
    return page.url


def ask_for_the_subsidy(page):
    visit(page, "/me/requests/new/home-purchase-subsidy/")
    page.fill("#id_home_address", "示范区示范路 8 号 2 单元 301")
    page.fill("#id_contract_number", "示例-0001")
    page.fill("#id_purchased_on", "2026-03-18")
    page.fill("#id_price_yuan", "860000")
    press(page, SUBMIT, lambda url: "/new/" not in url)
    return page.url


def grant_at_the_desk(page, child):
    """The school finds the child among what it has to answer, and grants the place."""
    visit(page, "/desk/requests/")
    press(page, "main .rows a", "**/desk/requests/*/")
    assert child in page.inner_text("main")
    press(page, "a[href$='/step/grant/'], a[href$='/grant/']", "**/grant/")
    press(page, SUBMIT, lambda url: "/grant/" not in url)


def check_by_photo(desk, talent, folder):
    """The hospital takes a picture of the talent's screen; the answer is yes."""
    read_code(talent)
    photo = folder / "photo.png"
    talent.locator("#card-code").screenshot(path=photo)
    visit(desk, "/desk/")
    desk.set_input_files("#id_photo", photo)
    press(desk, "#check-form > button:last-of-type", "**/desk/checks/**")
    assert desk.locator(".verdict.is-yes").is_visible()


def serve_and_take_back(desk):
    """Recorded at the wrong moment, and undone within its minutes."""
    desk.locator("button[value=served]").click()
    desk.wait_for_selector(".confirmed")
    check(desk)
    press(desk, ".confirmed form button", "**/desk/")


def tell_of_being_turned_away(page, words):
    visit(page, "/me/turned-away/")
    page.fill("#id_text", words)
    page.select_option("#id_place", index=1)
    press(page, SUBMIT, "**/me/turned-away/*-*/")
    return page.url


def suspend_and_lift(page, passer_by, verify):
    """From this moment on no counter takes the card, and whoever scans it sees so, until the holder lifts it."""
    visit(page, "/me/card/suspend/")
    press(page, "main form button", "**/me/card/")
    visit(passer_by, verify)
    assert passer_by.locator(".tag.bad, .tag.warn").first.is_visible()
    page.locator("form[action$='/lift/'] button").click()
    page.wait_for_selector("#card-code[data-url]")
    check(page)
