"""Does every page of the frame hold at a phone's width, for axe, and under the strict policy, in both languages?"""

import pytest
from django.contrib.admin import ModelAdmin
from django.contrib.admin import site as site_of_officials
from django.core.management import call_command
from django.urls import reverse

from accounts.models import Membership
from policies.models import Authority
from portal import admin_site
from portal.admin_site import Panel, PanelRow
from portal.working_days.models import WorkingDayOverride
from tests.factories import UserFactory
from tests.harness.browser import axe, axe_once, wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = pytest.mark.parametrize(
    ("language", "phone"),
    [("zh-hans", True), ("zh-hans", False), ("en", True), ("en", False)],
    ids=["zh-360", "zh-1280", "en-360", "en-1280"],
)
PUBLIC = {
    "/": 200,
    "/privacy/": 200,
    "/accounts/login/": 200,
    "/accounts/signup/": 200,
    "/accounts/login/code/": 200,
    "/accounts/password/reset/": 200,
    "/nothing/is/here/": 404,
}
OWN = ("/me/account/", "/accounts/email/", "/accounts/phone/change/", "/accounts/password/change/", "/accounts/2fa/")
ADMIN = (
    "/admin/",
    "/admin/portal/workingdayoverride/",
    "/admin/portal/workingdayoverride/add/",
    "/admin/portal/workingdayoverride/{pk}/change/",
    "/admin/portal/workingdayoverride/{pk}/delete/",
    "/admin/portal/workingdayoverride/{pk}/history/",
)


@pytest.fixture
def signed_in(open_page, as_user, site):
    """`signed_in(user, language, phone)` is a page of a browser in which the user has signed in."""

    def begin(user, language, phone):
        page = open_page(language, phone=phone)
        session = as_user(user).cookies["sessionid"]
        page.context.add_cookies([{"name": "sessionid", "value": session.value, "url": site}])
        return page

    return begin


@pytest.fixture
def officer(transactional_db):
    """Somebody whom every table of the admin is open to: an official of the province and of a city, and an auditor."""
    province = Authority.objects.create(
        slug="heilongjiang", level="province", name_zh="黑龙江省", name_en="Heilongjiang"
    )
    city = Authority.objects.create(slug="harbin", level="city", name_zh="哈尔滨市", name_en="Harbin", parent=province)
    user = UserFactory(official=True, is_superuser=True)
    Membership.objects.create(user=user, role="province_officer", authority=province)
    Membership.objects.create(user=user, role="auditor", authority=province)
    Membership.objects.create(user=user, role="city_officer", authority=city)
    return user


def faults(page, address, status=200):
    """What is wrong with the page at the address, as a list of words; the console is watched by `open_page`."""
    response = page.goto(address)
    found = axe_once(page)
    if response.status != status:
        found.append(f"answered {response.status}")
    if wide := wider_than_screen(page):
        found.append(f"{wide} pixels too wide")
    return found


@SCREENS
def test_public_pages(open_page, language, phone):
    call_command("load_catalogue", verbosity=0)
    page = open_page(language, phone=phone)

    assert {address: faults(page, address, status) for address, status in PUBLIC.items()} == {
        address: [] for address in PUBLIC
    }


@SCREENS
def test_pages_of_an_account(signed_in, language, phone):
    page = signed_in(UserFactory(), language, phone)

    assert {address: faults(page, address) for address in OWN} == {address: [] for address in OWN}


@SCREENS
def test_pages_of_officials(signed_in, officer, monkeypatch, language, phone):
    rows = [PanelRow("Overdue", "/admin/", 3, "bad", "since Friday"), PanelRow("Waiting", "/admin/", 12)]
    monkeypatch.setattr(admin_site, "PANELS", [("province_officer", lambda request: Panel("Applications", rows))])
    override = WorkingDayOverride.objects.create(day="2026-12-01", is_working=False, note="示例")
    page = signed_in(officer, language, phone)
    addresses = [address.format(pk=override.pk) for address in ADMIN]

    assert {address: faults(page, address) for address in addresses} == {address: [] for address in addresses}


def test_every_table_of_the_admin(signed_in, officer):
    call_command("load_catalogue", verbosity=0)
    page = signed_in(officer, "en", phone=False)
    addresses = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{kind}")
        for model, admin in site_of_officials._registry.items()
        for kind in ("changelist", "add")
        if kind == "changelist" or type(admin).has_add_permission is ModelAdmin.has_add_permission
    ]

    assert {address: faults(page, address) for address in addresses} == {address: [] for address in addresses}


def test_error_of_a_form_takes_the_reader_to_its_field(open_page):
    page = open_page("zh-hans", phone=True)
    page.goto("/accounts/signup/")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_selector("[data-error-summary]")

    assert page.evaluate("document.activeElement.matches('[data-error-summary]')")
    assert axe(page) == []
    page.locator("[data-error-summary] a").first.click()
    assert page.evaluate("document.activeElement.name") == "email"


def test_language_is_changed_and_the_page_is_kept(open_page):
    page = open_page("zh-hans", phone=True)
    page.goto("/privacy/")

    page.get_by_role("button", name="English").click()

    page.wait_for_selector("html[lang=en]")
    assert page.url.endswith("/privacy/")


def test_keyboard_reaches_the_content_first(open_page):
    page = open_page("en", phone=False)
    page.goto("/privacy/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"
