"""Are late uses and reports found by the place's name, and is it said when not every such place was looked at?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal import found_by_place
from services.models import LateUse, Service, TurnedAway
from services.partners.checks import check_code
from services.partners.counter import at
from services.quality.actions import report
from tests.cast import honours
from tests.factories import PartnerFactory

pytestmark = pytest.mark.slow
LISTS = pytest.mark.parametrize("address", ["/admin/services/lateuse/", "/admin/services/turnedaway/"])
GREEN = "medical-green-channel"
SAID = {
    "en": "More than 2 partners are called so. Only the first 2, in the order of their short names, were looked at. "
    "Please type more of the name.",
    "zh-hans": "名称相符的合作单位超过 2 个，仅查看了按标识排序的前 2 个。请输入更完整的名称。",
}


@pytest.fixture
def happen(card, city_officer, catalogue, monkeypatch):
    """`happen(*slugs, **said)`: at each new place one late use and one report; two places are looked at."""
    monkeypatch.setattr(found_by_place, "MOST", 2)
    green = Service.objects.get(slug=GREEN)

    def put(*slugs, **said):
        for slug in slugs:
            place = honours(PartnerFactory(slug=slug, **({"name_zh": "示范医院"} | said)), GREEN)
            check = check_code(at(place), code="", service=GREEN, channel="desk").check
            LateUse.objects.create(check_made=check, partner=place, staff=city_officer, delivered_at=timezone.now())
            report(card, partner=place, service=green, text="", by=card.talent)

    return put


@pytest.fixture
def search(as_user, city_officer):
    """`search(address, q)`: the places of the rows found, and what is said of the search."""

    def ask(address, q, language="en"):
        browser = as_user(city_officer)
        page = browser.get(address, {"q": q}, headers={"accept-language": language})
        said = [str(message) for message in page.context["messages"]]
        return [row.partner.slug for row in page.context["cl"].result_list], said

    return ask


@LISTS
@pytest.mark.parametrize("q", ["示范医院", "范医", "shifanyiyuan", "sfyy", "示", "clinic-"])
def test_rows_are_found_by_name_pinyin_initials_and_short_name_of_their_place(happen, search, address, q):
    happen("clinic-a", "clinic-b")
    happen("other", name_zh="学校", name_en="School")

    assert search(address, q) == (["clinic-b", "clinic-a"], [])
    assert search(address, "没有这个地方") == ([], [])


@LISTS
@pytest.mark.parametrize("language", SAID)
def test_first_places_alone_are_looked_at_which_is_said(happen, search, address, language):
    happen("clinic-c", "clinic-a", "clinic-b")

    assert search(address, "sfyy", language) == (["clinic-b", "clinic-a"], [SAID[language]])
    assert search(address, "clinic-c", language) == (["clinic-c"], [])
    assert search(address, " ", language) == (["clinic-b", "clinic-a", "clinic-c"], [])


@LISTS
def test_places_of_another_city_take_no_room(happen, search, address, other_city_officer):
    happen("clinic-a", "clinic-b", city=other_city_officer.standing[0].authority)
    happen("clinic-c", "clinic-d")

    assert search(address, "sfyy") == (["clinic-d", "clinic-c"], [])


def test_report_is_found_by_its_number_whatever_the_name(happen, search):
    happen("clinic-a", "clinic-b", "clinic-c")
    code = TurnedAway.objects.get(partner__slug="clinic-b").code

    assert search("/admin/services/turnedaway/", code.lower()) == (["clinic-b"], [])


@LISTS
@pytest.mark.parametrize("rows", [1, 3])
def test_search_by_name_costs_one_statement_more_than_the_list(happen, as_user, city_officer, address, rows):
    happen(*("clinic-a", "clinic-b", "clinic-c")[:rows])
    browser = as_user(city_officer)
    browser.get(address)

    def asked_for(q):
        with CaptureQueriesContext(connection) as captured:
            browser.get(address, {"q": q})
        return len(captured)

    assert (asked_for(""), asked_for("sfyy")) == (6, 7)
