"""Do the pages of the catalogue hold at a phone's width, for axe and under the strict policy, in both languages?"""

import pytest

from policies.models import Tier
from services.models import Service
from tests.harness.browser import axe_once, wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = pytest.mark.parametrize(
    ("language", "phone"),
    [("zh-hans", True), ("zh-hans", False), ("en", True), ("en", False)],
    ids=["zh-360", "zh-1280", "en-360", "en-1280"],
)
PAGES = (
    "/tiers/",
    "/tiers/b/",
    "/services/",
    "/services/?tier=d",
    "/services/airport-lane/",
    "/services/health-examination/",
    "/services/home-purchase-subsidy/",
    "/policies/",
    "/policies/60-measures/",
    "/policies/jilin-policy-2/",
    "/policies/example-collection/",
    "/measures/example-medical-green-channel/",
    "/programmes/",
    "/programmes/golden-crane/",
    "/programmes/jilin-returning/",
)
ADMIN = (
    "/admin/services/service/",
    "/admin/services/service/?area__id__exact={area}&q=jichang",
    "/admin/services/service/add/",
    "/admin/services/service/{service}/change/",
    "/admin/services/service/{service}/history/",
    "/admin/services/service/{service}/delete/",
    "/admin/policies/criterion/",
    "/admin/policies/tier/{tier}/change/",
    "/admin/policies/figuregroup/",
    "/admin/policies/programme/",
)


@SCREENS
def test_public_pages_hold(catalogue, open_page, language, phone):
    page = open_page(language, phone)

    for address in PAGES:
        assert page.goto(address).status == 200, address
        assert (address, wider_than_screen(page), axe_once(page)) == (address, 0, [])


@pytest.mark.parametrize(("language", "phone"), [("zh-hans", False), ("en", False)], ids=["zh-1280", "en-1280"])
def test_admin_pages_hold(as_user, policy_admin, open_page, site, language, phone):
    page = open_page(language, phone)
    cookie = as_user(policy_admin).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    service = Service.objects.get(slug="airport-lane")
    known = {"service": service.pk, "area": service.area_id, "tier": Tier.objects.get(slug="b").pk}

    for address in ADMIN:
        filled = address.format(**known)
        assert page.goto(filled).status == 200, filled
        assert (address, wider_than_screen(page), axe_once(page)) == (address, 0, [])


def test_a_visitor_walks_from_tier_to_service_to_clause_and_back_on_a_phone_without_javascript(catalogue, open_page):
    page = open_page("zh-hans", phone=True, java_script_enabled=False)
    page.goto("/services/")

    page.get_by_role("link", name="人才 D 类", exact=True).click()
    assert page.locator("h1").inner_text().startswith("人才 D 类可以享受")
    page.get_by_role("link", name="医疗绿色通道").click()
    page.get_by_role("link", name="医疗绿色通道").click()
    assert page.locator("h1").inner_text() == "第1条 医疗绿色通道"
    page.get_by_role("link", name="人才 D 类").click()

    assert page.locator("h1").inner_text().startswith("人才 D 类 市级领军人才")
