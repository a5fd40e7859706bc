"""Does the whole chain work in a browser, from registration to the use of a service, with no step by the back door?"""

import pytest

from accounts.models import Application
from services.models import Check, Use
from tests.harness.full import size

from . import steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "李明远"
EMAIL = "li.mingyuan@example.cn"
SCREENS = size(["en-1280"], ["zh-360", "en-1280"])  # that of tier B is on the phone, in Chinese
SHOWN = {
    "zh-360": ("zh-hans", True, "省示范第一医院", "已办理"),
    "en-1280": ("en", False, "Demonstration Hospital No. 1", "Served"),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_from_registration_to_the_use(catalogue, office, open_page, city_officer, desk_staff, screen):
    language, phone, hospital_name, served = SHOWN[screen]
    talent, officer, desk, passer_by = (open_page(language, phone) for _person in range(4))

    steps.sign_up(talent, EMAIL, "13945678901", office)
    steps.go_on_without_phone(talent)
    steps.fill_in_details(talent, NAME)
    application = steps.apply_for(talent, "e", "e-doctorate")
    office.has_drawn()
    steps.sign_in(officer, city_officer, "/admin/")
    steps.open_case(officer, "application", NAME)
    steps.picture(officer, "case", width=1280)
    for step in ("accept", "approve"):
        steps.take(officer, step)
    steps.visit(talent, application)
    assert Application.objects.get().status == "approved"

    steps.sign_in(desk, desk_staff, "/desk/")
    code = steps.read_code(talent)
    steps.visit(passer_by, f"/verify/{code.replace(' ', '')}")
    assert passer_by.locator(".tag.ok").is_visible()
    steps.look_up(desk, code)
    steps.serve(desk)
    assert (Check.objects.get().reason, Use.objects.get().outcome) == ("ok", "served")

    look_back(talent, hospital_name, served)


def look_back(talent, hospital_name, served):
    """The holder sees who looked, what came of it, and is told in the inbox."""
    steps.visit(talent, "/me/access-log/")
    assert talent.locator("main li").count() == 1
    assert hospital_name in talent.inner_text("main li")
    assert talent.inner_text("main li").endswith(served)
    steps.visit(talent, "/me/inbox/")
    steps.press(talent, "main .places a", "**/me/inbox/*-*/")
    assert hospital_name in talent.inner_text("main")
