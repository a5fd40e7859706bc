"""Do the pages of readiness hold on a phone and a desk's screen, and is a distance reckoned only when asked for?"""

import pytest

from services.models import PartnerService
from tests.cast import staff_of
from tests.harness.browser import axe, wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLACES = "/services/medical-green-channel/places/"
HERE = {"latitude": 45.70, "longitude": 126.60}


@pytest.fixture
def place(hospital):
    """A hospital with a window and a point on the map."""
    hospital.latitude, hospital.longitude = "45.760000", "126.640000"
    hospital.save()
    hospital.windows.create(name_zh="优先窗口", name_en="Priority window")
    PartnerService.objects.update(instructions_zh="", payer_zh="按医保结算", payer_en="As usual")
    return hospital


@pytest.mark.parametrize(("language", "phone"), [("zh-hans", True), ("en", False)], ids=["zh-360", "en-1280"])
def test_pages_of_readiness_hold(place, open_page, as_user, site, language, phone):
    page = open_page(language, phone)
    cookie = as_user(staff_of(place, "nurse@example.cn")).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])

    for address in (PLACES, "/places/hospital/", "/desk/reading/", "/desk/reading/medical-green-channel/"):
        assert page.goto(address).status == 200, address
        assert (address, wider_than_screen(page), axe(page)) == (address, 0, [])


def test_distance_is_shown_when_asked_for_and_nothing_is_sent(place, open_page):
    page = open_page("en", phone=True, geolocation=HERE, permissions=["geolocation"])
    page.goto(PLACES, wait_until="networkidle")  # the icon of the site may come after the page
    sent = []
    page.on("request", lambda request: sent.append(request.url))

    before = page.get_by_text("km from you").is_visible()
    page.get_by_role("button", name="Show how far it is").click()

    assert not before
    page.get_by_text("about 7.4 km from you").wait_for()
    assert sent == []


def test_device_that_does_not_say_where_it_is_leaves_the_addresses(place, open_page):
    page = open_page("en", phone=True)
    page.goto(PLACES)

    page.get_by_role("button", name="Show how far it is").click()

    page.get_by_text("Your device does not say where you are.").wait_for()
    assert page.get_by_role("heading", name="Demonstration Hospital No. 1").is_visible()
