"""What does each person of the chain do in a browser, in either language? Every page met is looked at by axe."""

import datetime as dt
import io
import os
import re
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from PIL import Image

from portal.notifications.drain import drain
from services.demo.people import resident_id
from tests.accounts.evidence import corpus
from tests.factories import PASSWORD
from tests.harness.browser import axe, wider_than_screen

HARBIN = re.compile("哈尔滨|Harbin")
TELEPHONE = "13945678901"
SUBMIT = "main form button[type=submit]"
PICTURES = Path(settings.BASE_DIR) / "docs" / "pictures"


def check(page):
    assert (page.url, wider_than_screen(page), axe(page)) == (page.url, 0, [])


def visit(page, address):
    assert page.goto(address).status == 200, address
    check(page)


def press(page, selector, arrives):
    """Press, arrive at another address, and look at the page there."""
    page.locator(selector).first.click()
    page.wait_for_url(arrives)
    check(page)


def picture(page, name, width):
    """A picture for the README, on demand only, from the journey on the screen of that width."""
    if os.environ.get("PICTURES") and page.viewport_size["width"] == width:
        PICTURES.mkdir(exist_ok=True)
        shot = Image.open(io.BytesIO(page.screenshot()))
        shot.quantize(128).save(PICTURES / f"{name}.png", optimize=True)


def mailed_code(address):
    """The code in the last letter that brought one."""
    drain()
    found = [re.search(r"\b\d{6}\b", letter.body) for letter in mail.outbox if letter.to == [address]]
    return [code[0] for code in found if code][-1]


def sign_in(page, user, address):
    """Someone whose standing was given by the office: asked for at the page itself, with the password."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    page.goto(address)
    check(page)
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    press(page, SUBMIT, f"**{address}")


# -- the talent -------------------------------------------------------------------------------------------------------
def sign_up(page, email, texted_code=None):
    """With the code from the letter; with the one from the text message too, or the telephone left for later."""
    visit(page, "/accounts/signup/")
    page.fill("#id_email", email)
    page.fill("#id_phone", TELEPHONE)
    page.fill("#id_password1", PASSWORD)
    page.check("#id_terms")
    press(page, SUBMIT, "**/confirm-email/**")
    page.fill("#id_code", mailed_code(email))
    press(page, SUBMIT, "**/phone/verify/**")
    if texted_code is None:
        press(page, "form[action$='/phone/later/'] button", lambda url: "/accounts/" not in url)
        return
    page.fill("#id_code", texted_code())
    press(page, SUBMIT, lambda url: "/accounts/" not in url)


def sign_in_by_code(page, login, code):
    """Out, and in again without a password."""
    visit(page, "/accounts/logout/")
    press(page, SUBMIT, lambda url: "/logout/" not in url)
    visit(page, "/accounts/login/code/")
    page.fill("#id_login", login)
    press(page, SUBMIT, "**/login/code/confirm/")
    page.fill("#id_code", code())
    press(page, SUBMIT, lambda url: "/accounts/" not in url)


def fill_in_details(page, name):
    visit(page, "/me/profile/name/")
    page.fill("#id_name", name)
    press(page, SUBMIT, "**/me/profile/")
    visit(page, "/me/profile/identity/")
    page.check("input[value=resident_id]")
    press(page, SUBMIT, "**/identity/resident_id/")
    page.fill("#id_number", resident_id(dt.date(1988, 5, 4))["number"])
    page.check("#id_consent")
    press(page, SUBMIT, "**/me/profile/")
    visit(page, "/me/profile/qualification/")
    page.check("input[name=degree][value=doctorate]")
    page.check("input[name=title][value=full_senior]")
    press(page, SUBMIT, "**/me/profile/")
    visit(page, "/me/profile/work/")
    page.fill("#id_employer_name", "省示范装备公司")
    page.select_option("#id_city", page.locator("#id_city option", has_text=HARBIN).get_attribute("value"))
    press(page, SUBMIT, "**/me/profile/")


def apply_for(page, tier, criterion):
    """From the choice of a tier to the submission; the code of the application."""
    visit(page, "/me/applications/new/")
    page.check(f"input[name=tier][value={tier}]")
    press(page, SUBMIT, "**/criteria/")
    page.check(f"input[value={criterion}]")
    press(page, SUBMIT, "**/evidence/")
    paper = {"name": "diploma.pdf", "mimeType": "application/pdf", "buffer": corpus.pdf(2)}
    page.set_input_files(f"#{criterion}-file", [paper])
    page.wait_for_selector("[data-document]")
    check(page)
    application = page.url.removesuffix("evidence/")
    visit(page, application)
    press(page, "a[href$='/submit/']", "**/submit/")
    press(page, SUBMIT, application)
    return application


def read_code(page):
    """The ten characters under the picture on the talent's first page."""
    visit(page, "/me/")
    page.wait_for_selector("#code-text")
    check(page)
    picture(page, "card", width=360)
    return page.inner_text("#code-text").strip()


# -- the office and the desk ------------------------------------------------------------------------------------------
def decide(page, name):
    """From the queue to the case, accept and approve by their dialogs."""
    page.goto("/admin/accounts/application/")
    check(page)
    row = page.locator("#result_list tbody tr", has_text=name)
    row.locator("th a").click()
    page.wait_for_selector(".case-bar")
    check(page)
    picture(page, "case", width=1280)
    for step in ("accept", "approve"):
        press(page, f".case-bar a[href*='/step/{step}/']", f"**/step/{step}/")
        page.locator(".step form button[type=submit]").click()
        page.wait_for_selector(".messagelist .success")
        check(page)


def serve(page, code):
    """The characters are typed, the answer is yes, and what was done is recorded."""
    page.fill("#id_code", code)
    press(page, "#check-form > button:last-of-type", "**/desk/checks/**")
    assert page.locator(".verdict.is-yes").is_visible()
    picture(page, "desk", width=360)
    page.locator("button[value=served]").click()
    page.wait_for_selector(".confirmed")
    check(page)
