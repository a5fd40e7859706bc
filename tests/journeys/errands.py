"""What does the holder of a card do afterwards: sign in again, ask for a service, complain, suspend the card?"""

import datetime as dt

from .steps import SUBMIT, add_paper, check, press, submit, visit

TODAY = dt.date.today


# -- the door ---------------------------------------------------------------------------------------------------------
def confirm_phone(page, code):
    page.fill("#id_code", code)
    press(page, SUBMIT, lambda url: "/accounts/" not in url)


def sign_out(page):
    page.locator("header details.menu summary").first.click()
    check(page)
    page.locator("header form[action$='/logout/'] button").click()
    page.wait_for_selector("header a[href*='/login/']")
    check(page)


def sign_in_by_code(page, login, code_sent_to):
    """`code_sent_to(login)` reads the code where it arrived."""
    visit(page, "/accounts/login/")
    press(page, "a[href*='/login/code/']", "**/login/code/**")
    page.fill("#id_login", login)
    press(page, SUBMIT, "**/login/code/confirm/**")
    page.fill("#id_code", code_sent_to(login))
    press(page, SUBMIT, lambda url: "/accounts/" not in url)


# -- the application, returned ----------------------------------------------------------------------------------------
def mend(page, application, criterion, reason):
    """The reason is read, the paper that was missing is added, and the application goes off again."""
    visit(page, application)
    assert reason in page.inner_text(".story")
    press(page, "a[href$='/evidence/']", "**/evidence/")
    add_paper(page, criterion, "certificate.pdf")
    submit(page, application)


# -- services on request ----------------------------------------------------------------------------------------------
def ask_for_school_place(page, school):
    visit(page, "/me/")
    press(page, "a[href$='/new/school-place/']", "**/new/school-place/")
    page.fill("#id_child_name", "李小雪")
    page.fill("#id_child_birth_date", f"{TODAY().year - 6}-03-01")
    page.check("input[name=stage][value=primary]")
    page.select_option("#id_wanted_school", school.slug)
    page.check("main form input[type=checkbox]")  # the guardian's consent
    press(page, SUBMIT, "**/me/requests/*-*/")
    return page.url


def ask_for_home_subsidy(page):
    visit(page, "/me/")
    press(page, "a[href$='/new/home-purchase-subsidy/']", "**/new/home-purchase-subsidy/")
    page.fill("#id_home_address", "南岗区示范路 1 号")
    page.fill("#id_contract_number", "HT-2026-0117")
    page.fill("#id_purchased_on", f"{TODAY().year - 1}-05-01")
    page.fill("#id_price_yuan", "850000")
    press(page, SUBMIT, "**/me/requests/*-*/")
    return page.url


# -- the card ---------------------------------------------------------------------------------------------------------
def photo_of_code(page):
    visit(page, "/me/")
    page.wait_for_selector("#code-text")
    return page.locator(".code-picture").screenshot()


def report_turned_away(page, words):
    visit(page, "/me/")
    press(page, "main a[href$='/turned-away/']", "**/turned-away/")
    page.fill("#id_text", words)
    press(page, SUBMIT, "**/turned-away/*-*/")
    return page.url


def suspend(page):
    visit(page, "/me/card/")
    press(page, "a[href$='/suspend/']", "**/suspend/")
    press(page, SUBMIT, "**/me/card/")


def lift(page):
    visit(page, "/me/card/")
    page.locator("form[action$='/lift/'] button").click()
    page.wait_for_selector("a[href$='/suspend/']")
    check(page)


# -- the counters -----------------------------------------------------------------------------------------------------
def grant_place(page):
    """The school answers on its desk page."""
    press(page, "main .rows a", "**/desk/requests/*-*/")
    asked = page.url
    press(page, "a.btn[href$='/grant/']", "**/grant/")
    press(page, SUBMIT, asked)


def explain(page, reason):
    """A desk's own words on a refusal."""
    visit(page, "/desk/refusals/")
    press(page, "main .rows a", "**/desk/refusals/*-*/")
    press(page, "a.btn[href$='/explain/']", "**/explain/")
    page.fill("textarea[name=reason]", reason)
    press(page, SUBMIT, "**/desk/refusals/*-*/")


def undo(page):
    page.locator("#undo-now button").click()
    page.wait_for_selector(".messages .success")
    check(page)


def refuse(page, reason):
    page.locator(".verdict.is-yes").wait_for()
    page.locator("main details summary").click()
    page.fill("#id_reason", reason)
    check(page)
    page.locator("button[value=refused]").click()
    page.wait_for_selector(".confirmed")
    check(page)
