"""Do the lists that are searched and paged, and the choices of few among many, hold on a phone and a desk's screen?"""

import pytest

from portal import few_choices
from tests.cast import honours
from tests.catalogue_factories import DocumentFactory, ProgrammeFactory
from tests.factories import PartnerFactory
from tests.harness.browser import axe_once, wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREENS = [("zh-hans", True), ("en", False), ("en", True), ("zh-hans", False)]
OF_THE_HOLDER = (
    *("/services/school-place/places/", "/services/school-place/places/?q=小学", "/services/school-place/places/?q=无"),
    *("/policies/", "/policies/?q=条例", "/policies/?q=无", "/programmes/", "/programmes/?q=行动", "/me/"),
    *("/me/requests/new/school-place/", "/me/requests/new/school-place/?q=无"),
    *("/me/turned-away/", "/me/turned-away/?q=小学"),
)
OF_THE_OFFICE = (
    *("/admin/accounts/membership/add/", "/admin/accounts/membership/add/?q=小学"),
    "/admin/accounts/partner/?q=xx",
)


@pytest.fixture
def many(card, catalogue, monkeypatch):
    """More schools, documents and programmes than stand on a page."""
    monkeypatch.setattr(few_choices, "MOST", 5)
    for number in range(25):
        school = PartnerFactory(
            slug=f"school-{number:02}",
            kind="school",
            name_zh=f"哈尔滨市示范第{number:02}小学",
            name_en=f"Harbin Demonstration School {number:02}",
            city=card.application.city,
            latitude="45.760000",
            longitude="126.640000",
        )
        honours(school, "school-place")
        DocumentFactory(title_zh=f"示范条例第{number:02}号", title_en=f"Example Regulation {number:02}")
        ProgrammeFactory(name_zh=f"示范行动{number:02}", name_en=f"Example Programme {number:02}")


def signed_in(page, browser, site):
    page.context.add_cookies([{"name": "sessionid", "value": browser.cookies["sessionid"].value, "url": site}])
    return page


@pytest.mark.parametrize(("language", "phone"), SCREENS)
def test_searched_lists_hold(many, card, policy_admin, open_page, as_user, site, language, phone):
    for user, addresses in ((card.talent, OF_THE_HOLDER), (policy_admin, OF_THE_OFFICE)):
        page = signed_in(open_page(language, phone), as_user(user), site)
        for address in addresses:
            assert page.goto(address).status == 200, address
            assert (address, wider_than_screen(page), axe_once(page)) == (address, 0, [])


def test_parent_finds_a_school_by_pinyin_and_leafs_with_the_keyboard(many, open_page):
    page = open_page("en", phone=True)
    page.goto("/services/school-place/places/")

    page.get_by_role("link", name="Next page").press("Enter")
    page.get_by_role("link", name="Previous page").wait_for()
    page.get_by_label("Name of the place, or its pinyin").fill("sfd07xx")
    page.get_by_label("Name of the place, or its pinyin").press("Enter")

    page.get_by_role("link", name="Show all").wait_for()
    assert page.locator("article h2").all_inner_texts() == ["Harbin Demonstration School 07"]
