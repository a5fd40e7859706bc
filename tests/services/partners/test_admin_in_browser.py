"""Do the pages of organisations hold for axe and under the strict policy, on both screens and in both languages?"""

import pytest
from django.utils import timezone

from services.models import Check, RefusedCall, Service
from services.partners.clients import give_client
from tests.cast import staff_of
from tests.factories import EmployerFactory, MembershipFactory, UserFactory
from tests.harness.browser import axe, axe_once, wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = pytest.mark.parametrize(("language", "phone"), [("zh-hans", True), ("en", False)], ids=["zh-360", "en-1280"])
PAGES = (
    "/admin/accounts/partner/",
    "/admin/accounts/partner/add/",
    "/admin/accounts/partner/{partner}/change/",
    "/admin/accounts/partner/{partner}/history/",
    "/admin/accounts/partner/{partner}/client/",
    "/admin/accounts/partner/{partner}/client/{client}/",
    "/admin/accounts/partner/{partner}/client/{client}/end/",
    "/admin/accounts/employer/",
    "/admin/accounts/employer/add/",
    "/admin/accounts/employer/{employer}/change/",
    "/admin/accounts/employer/{employer}/delete/",
    "/admin/accounts/membership/",
    "/admin/accounts/membership/add/",
    "/admin/accounts/membership/{membership}/change/",
    "/admin/accounts/membership/{membership}/delete/",
    "/admin/accounts/membership/{membership}/history/",
)


def sign_in(page, as_user, user, site):
    cookie = as_user(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])


@SCREENS
def test_pages_of_organisations_hold(as_user, policy_admin, desk_staff, hospital, open_page, site, language, phone):
    page = open_page(language, phone)
    sign_in(page, as_user, policy_admin, site)
    client, _secret = give_client(hospital, by=policy_admin)
    known = {"partner": hospital.pk, "client": client.pk, "employer": EmployerFactory().pk}

    for address in PAGES:
        filled = address.format(**known, membership=desk_staff.memberships.get().pk)
        assert page.goto(filled).status == 200, filled
        assert (address, wider_than_screen(page), axe_once(page)) == (address, 0, [])


@SCREENS
def test_client_is_given_by_hand_and_its_secret_seen_once(
    as_user, policy_admin, hospital, open_page, site, language, phone
):
    page = open_page(language, phone)
    sign_in(page, as_user, policy_admin, site)
    page.goto(f"/admin/accounts/partner/{hospital.pk}/client/")

    page.locator(".step button[type=submit]").click()
    page.wait_for_url("**/client/*/")

    assert page.locator(".step dd").count() == 4
    assert (wider_than_screen(page), axe(page)) == (0, [])
    page.reload()
    assert page.locator(".step dd").count() == 3


@SCREENS
def test_desk_with_a_choice_and_page_of_an_employer_hold(as_user, hospital, airport, open_page, site, language, phone):
    nurse = staff_of(hospital, "nurse@example.cn")
    MembershipFactory(user=nurse, role="desk_staff", partner=airport)
    specialist = UserFactory(email="specialist@example.cn")
    MembershipFactory(user=specialist, role="employer_staff", employer=EmployerFactory())

    for user, address in ((nurse, "/desk/"), (nurse, "/desk/requests/"), (specialist, "/employer/")):
        page = open_page(language, phone)
        sign_in(page, as_user, user, site)
        assert page.goto(address).status == 200
        assert (address, wider_than_screen(page), axe_once(page)) == (address, 0, [])


@SCREENS
def test_pages_of_a_programmer_hold(as_user, desk_staff, hospital, card, open_page, site, language, phone):
    page = open_page(language, phone)
    sign_in(page, as_user, desk_staff, site)
    link, _secret = give_client(hospital, scopes="checks uses requests events", is_test=True)
    call = {
        "partner": hospital,
        "client": link.client_id,
        "method": "POST",
        "answer": 403,
        "code": "address_not_allowed",
    }
    RefusedCall.objects.create(**call, call="api/v1/partner/requests/<str:code>/decision/")
    service = Service.objects.get(slug="medical-green-channel")
    seen = {"partner": hospital, "service": service, "card": card, "holder": card.talent, "client": link.client_id}
    seen |= {"verdict": "eligible", "reason": "ok", "channel": "api", "idempotency_key": "k" * 255}
    Check.objects.create(**seen, checked_at=timezone.now())

    for path in ("/desk/systems/", "/desk/systems/calls/", "/desk/systems/calls/?shown=checks"):
        page.goto(f"{site}{path}")
        assert axe(page) == []
        assert not wider_than_screen(page)
        assert page.locator("h1").count() == 1
