"""Does the long way work too: telephone, a case that comes back, the province, a school place, money, a complaint?"""

import re

import pytest

from accounts.evidence import drawing
from accounts.models import Application
from portal.notifications.drain import drain
from services.models import Instalment, ServiceRequest, TurnedAway, Use

from . import office_steps, steps, use_steps
from .test_chain import EMAIL, NAME

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = pytest.mark.parametrize(("language", "phone"), [("zh-hans", True), ("en", False)], ids=["zh-360", "en-1280"])
CHILD = "李小雪"
REASON = "请补充聘书。The letter of appointment is missing."


@pytest.fixture(autouse=True)
def private_disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SMS_FILE_PATH = tmp_path / "sms"


@pytest.fixture
def texted_code(settings):
    """The code in the last text message."""

    def read():
        drain()
        newest = max(settings.SMS_FILE_PATH.iterdir(), key=lambda file: file.stat().st_mtime_ns)
        return re.search(r"\b\d{6}\b", newest.read_text())[0]

    return read


@SCREENS
def test_from_the_telephone_to_the_card_by_the_province(
    catalogue, open_page, texted_code, city_officer, province_officer, language, phone
):
    talent, city, province = (open_page(language, phone) for _person in range(3))

    steps.sign_up(talent, EMAIL, texted_code)
    steps.fill_in_details(talent, NAME)
    application = steps.apply_for(talent, "b", "b-changjiang-scholar")
    drawing.draw_waiting()
    steps.sign_in(city, city_officer, "/admin/")
    office_steps.open_row(city, "accounts/application", NAME)
    office_steps.take(city, "return", REASON)
    steps.visit(talent, application)
    assert REASON in talent.inner_text("main")
    steps.press(talent, "a[href$='/submit/']", "**/submit/")
    steps.press(talent, steps.SUBMIT, application)
    office_steps.open_row(city, "accounts/application", NAME)
    office_steps.take(city, "accept")
    office_steps.take(city, "forward")
    steps.sign_in(province, province_officer, "/admin/")
    office_steps.open_row(province, "accounts/application", NAME)
    office_steps.take(province, "approve")

    assert Application.objects.get().status == "approved"
    steps.sign_in_by_code(talent, EMAIL, lambda: steps.mailed_code(EMAIL))
    steps.sign_in_by_code(talent, steps.TELEPHONE, texted_code)
    steps.read_code(talent)
    assert talent.inner_text(".card-tier .letter") == "B"


@SCREENS
def test_from_the_card_to_a_place_the_money_and_a_complaint(
    card, city_officer, school_staff, desk_staff, open_page, tmp_path, language, phone
):
    talent, city, school, hospital, passer_by = (open_page(language, phone) for _person in range(5))
    steps.sign_in(talent, card.talent, "/me/")
    steps.sign_in(city, city_officer, "/admin/")
    steps.sign_in(school, school_staff, "/desk/requests/")
    steps.sign_in(hospital, desk_staff, "/desk/")

    place = use_steps.ask_for_a_place(talent, CHILD, "school")
    use_steps.grant_at_the_desk(school, CHILD)
    steps.visit(talent, place)
    subsidy = use_steps.ask_for_the_subsidy(talent)
    office_steps.open_row(city, "services/servicerequest", NAME)
    assert city.inner_text("#content-main").count("50,000.00") == 2
    office_steps.take(city, "grant")
    office_steps.open_row(city, "services/instalment", "50,000.00")
    office_steps.take(city, "confirm")
    steps.visit(talent, subsidy)
    assert sorted(ServiceRequest.objects.values_list("status", flat=True)) == ["granted", "granted"]
    assert sorted(Instalment.objects.values_list("status", flat=True)) == ["confirmed", "planned"]

    use_steps.check_by_photo(hospital, talent, tmp_path)
    use_steps.serve_and_take_back(hospital)
    assert Use.objects.get().is_undone
    report = use_steps.tell_of_being_turned_away(talent, "窗口说没有听说过绿色通道。")
    office_steps.open_row(city, "services/turnedaway", TurnedAway.objects.get().code)
    office_steps.take(city, "answer", REASON)
    steps.visit(talent, report)
    assert REASON in talent.inner_text("main")

    code = steps.read_code(talent)
    use_steps.suspend_and_lift(talent, passer_by, f"/verify/{code.replace(' ', '')}")
