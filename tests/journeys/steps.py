"""What does each person of the chain do in a browser, in either language? Every page met is looked at by axe."""

import datetime as dt
import io
import os
import re
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from PIL import Image

from services.demo.people import resident_id
from tests.accounts.evidence import corpus
from tests.factories import PASSWORD
from tests.harness.browser import axe_once, wider_than_screen

HARBIN = re.compile("哈尔滨|Harbin")
SUBMIT = "main form button[type=submit]"
PICTURES = Path(settings.BASE_DIR) / "docs" / "pictures"


def check(page):
    assert (page.url, wider_than_screen(page), axe_once(page)) == (page.url, 0, [])


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


def sign_in(page, user, address):
    """Someone whose standing was given by the office: asked for at the page itself, with the password."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    page.goto(address)
    check(page)
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    press(page, SUBMIT, f"**{address}")


# -- the talent -------------------------------------------------------------------------------------------------------
def sign_up(page, email, phone, office):
    """The account with its e-mail proved; the telephone is asked for next."""
    visit(page, "/accounts/signup/")
    page.fill("#id_email", email)
    page.fill("#id_phone", phone)
    page.fill("#id_password1", PASSWORD)
    page.check("#id_terms")
    press(page, SUBMIT, "**/confirm-email/**")
    page.fill("#id_code", office.code_for(email))
    press(page, SUBMIT, "**/phone/verify/**")


def go_on_without_phone(page):
    press(page, "form[action$='/phone/later/'] button", lambda url: "/accounts/" not in url)


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
    add_paper(page, criterion, "diploma.pdf")
    application = page.url.removesuffix("evidence/")
    submit(page, application)
    return application


def add_paper(page, criterion, name):
    paper = {"name": name, "mimeType": "application/pdf", "buffer": corpus.pdf(2)}
    page.set_input_files(f"#{criterion}-file", [paper])
    page.wait_for_selector(f"[data-document]:has-text('{name}')")
    check(page)


def submit(page, application):
    visit(page, application)
    press(page, "a[href$='/submit/']", "**/submit/")
    press(page, SUBMIT, application)


def read_code(page):
    """The ten characters under the picture on the talent's first page."""
    visit(page, "/me/")
    page.wait_for_selector("#code-text")
    check(page)
    picture(page, "card", width=360)
    return page.inner_text("#code-text").strip()


# -- the office and the desk ------------------------------------------------------------------------------------------
def open_case(page, model, words, status="/"):
    """From the official's first page to what waits there, and to the case in whose row these words stand."""
    visit(page, "/admin/")
    press(page, f".queue a[href*='/{model}/'][href*='{status}']", f"**/{model}/?**")
    page.locator("#result_list tbody tr", has_text=words).first.locator("th a").click()
    page.wait_for_url("**/change/**")
    check(page)


def take(page, step, reason=""):
    """A step by its dialog."""
    press(page, f"a.btn[href*='/step/{step}/']", f"**/step/{step}/")
    if reason:
        page.fill("textarea[name=reason]", reason)
    page.locator(".step form button[type=submit]").click()
    page.wait_for_selector(".messagelist .success")
    check(page)


def look_up(page, code=None, photo=None):
    """The characters are typed, or the picture of the code is sent as a photo, which needs no press."""
    if photo:
        page.set_input_files("#id_photo", [{"name": "photo.png", "mimeType": "image/png", "buffer": photo}])
        page.wait_for_url("**/desk/checks/**")
        check(page)
    else:
        page.fill("#id_code", code)
        press(page, "#check-form > button:last-of-type", "**/desk/checks/**")


def serve(page):
    """The answer is yes, and what was done is recorded."""
    assert page.locator(".verdict.is-yes").is_visible()
    picture(page, "desk", width=360)
    page.locator("button[value=served]").click()
    page.wait_for_selector(".confirmed")
    check(page)
