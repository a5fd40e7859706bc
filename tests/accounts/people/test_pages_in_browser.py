"""Do the pages of people work in a real browser, on a phone and on a desk, in both languages, for everyone?"""

import pytest
from allauth.account.models import EmailAddress

from accounts.models import Application
from policies.models import Authority
from portal.models import OutboxMessage
from tests.accounts.people.conftest import HARBIN_1965
from tests.factories import (
    PASSWORD,
    ApplicationFactory,
    IdentityDocumentFactory,
    MembershipFactory,
    ProfileFactory,
    UserFactory,
)
from tests.harness.browser import axe, wider_than_screen

pytestmark = pytest.mark.browser

PASSPORT = {"number": "75 AB 123456", "country": "RU", "birth_date": "1990-05-01"}


def check(page):
    assert wider_than_screen(page) == 0
    assert axe(page) == []


def code_for(address):
    rows = OutboxMessage.objects.filter(sealed__isnull=False).order_by("-pk")
    return next(row.sealed["context"]["code"] for row in rows if row.sealed["address"] == address)


def send(page):
    page.locator("main form button[type=submit]").first.click()


def sign_up(page, email):
    page.goto("/accounts/signup/")
    check(page)
    page.fill("#id_email", email)
    page.fill("#id_password1", "correct-horse-battery")
    page.check("#id_terms")
    send(page)
    page.wait_for_url("**/confirm-email/**")
    check(page)
    page.fill("#id_code", code_for(email))
    send(page)
    page.wait_for_url(lambda url: "confirm-email" not in url)


def fill_in_name(page, name):
    page.goto("/me/profile/")
    check(page)
    page.locator("a.btn").click()
    check(page)
    page.fill("#id_name", name)
    send(page)


def fill_in_document(page, kind, answers):
    page.goto("/me/profile/identity/")
    check(page)
    page.check(f"input[value={kind}]")
    send(page)
    send(page)
    page.wait_for_selector("[data-error-summary]")
    check(page)
    for name, answer in answers.items():
        field = page.locator(f"#id_{name}")
        field.select_option(answer) if name == "country" else field.fill(answer)
    page.check("#id_consent")
    send(page)


def fill_in_the_rest(page):
    page.goto("/me/profile/qualification/")
    check(page)
    page.check("input[name=degree][value=doctorate]")
    page.check("input[name=title][value=none]")
    send(page)
    page.goto("/me/profile/work/")
    check(page)
    page.fill("#id_employer_name", "省示范大学")
    page.select_option("#id_city", index=1)
    send(page)


def test_resident_signs_up_and_completes_the_details_on_a_phone_in_chinese(phone_zh, cities):
    sign_up(phone_zh, "li@example.cn")

    fill_in_name(phone_zh, "李明远")
    fill_in_document(phone_zh, "resident_id", {"number": HARBIN_1965})
    fill_in_the_rest(phone_zh)

    assert phone_zh.locator(".tag.ok").count() == 4
    assert "****************18" in phone_zh.content()
    phone_zh.goto("/me/consents/")
    check(phone_zh)
    assert phone_zh.locator("h2 .tag.ok").count() == 2


def test_foreigner_signs_up_and_completes_the_details_at_a_desk_in_english(desk_en, cities):
    sign_up(desk_en, "anna@example.com")

    fill_in_name(desk_en, "Anna Petrova")
    fill_in_document(desk_en, "passport", PASSPORT)
    fill_in_the_rest(desk_en)

    assert desk_en.locator(".tag.ok").count() == 4


ENTRANCE = ("login/", "login/code/", "signup/", "password/reset/")
ACCOUNT = ("email/", "phone/change/", "password/change/", "2fa/", "2fa/webauthn/", "2fa/totp/activate/", "sessions/")


@pytest.mark.parametrize(("language", "phone"), [("zh-hans", True), ("en", False)])
def test_every_page_of_the_account_is_whole(open_page, talent, language, phone):
    EmailAddress.objects.create(user=talent, email=talent.email, verified=True, primary=True)
    page = open_page(language, phone=phone)
    for path in ENTRANCE:
        assert page.goto(f"/accounts/{path}").status == 200
        check(page)
    page.goto("/accounts/login/")
    page.fill("#id_login", talent.email)
    page.fill("#id_password", PASSWORD)
    send(page)
    page.wait_for_url(lambda url: "/login/" not in url)
    page.goto("/accounts/2fa/webauthn/add/")
    check(page)
    page.fill("#id_password", PASSWORD)
    send(page)
    page.wait_for_url("**/2fa/webauthn/add/**")
    check(page)
    for path in ACCOUNT:
        assert page.goto(f"/accounts/{path}").status == 200
        check(page)
    assert page.goto("/terms/").status == 200
    check(page)


def test_officer_meets_whole_pages_on_the_way_to_a_number(desk_en, catalogue):
    person = ProfileFactory()
    IdentityDocumentFactory(user=person.user, number="75AB123456")
    application = ApplicationFactory(talent=person.user)
    Application.objects.filter(pk=application.pk).update(
        status="submitted", submitted_at=application.created_at, submitted_by=person.user
    )
    officer = UserFactory(official=True, email="officer@example.cn")
    EmailAddress.objects.create(user=officer, email=officer.email, verified=True, primary=True)
    MembershipFactory(user=officer, role="city_officer", authority=Authority.objects.get(slug="harbin"))
    desk_en.goto("/admin/accounts/profile/")
    desk_en.fill("#id_login", officer.email)
    desk_en.fill("#id_password", PASSWORD)
    send(desk_en)
    desk_en.wait_for_url("**/admin/accounts/profile/")
    check(desk_en)

    desk_en.locator("th.field-name a").click()
    desk_en.wait_for_url("**/change/")
    check(desk_en)
    desk_en.get_by_role("button", name="Show the full number").click()

    desk_en.wait_for_selector(".code-text")
    check(desk_en)
    assert desk_en.locator(".code-text").inner_text() == "75AB123456"


def test_details_are_saved_without_javascript(open_page, cities):
    page = open_page(java_script_enabled=False)
    page.goto("/accounts/signup/")
    page.fill("#id_email", "li@example.cn")
    page.fill("#id_password1", "correct-horse-battery")
    page.check("#id_terms")
    send(page)
    page.fill("#id_code", code_for("li@example.cn"))
    send(page)
    page.goto("/me/profile/name/")
    page.fill("#id_name", "李明远")
    send(page)

    assert page.locator(".tag.ok").count() == 1
