"""Does tier B hold in a browser: two offices decide, a return is mended, every kind of service, a wrong put right?"""

import pytest

from accounts.models import Application
from services.models import Check, Instalment, Use, UseUndone
from tests.harness.full import size

from . import errands, steps

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NAME = "李明远"
EMAIL, PHONE = "li.mingyuan@example.cn", "13945678902"
CRITERION = "b-changjiang-scholar"
MISSING = "请补充入选证书的扫描件。"
SHOWN = {"zh-360": {"language": "zh-hans", "phone": True}, "en-1280": {"language": "en", "phone": False}}
SCREENS = size(["zh-360"], ["zh-360", "en-1280"])


@pytest.fixture(params=SCREENS)
def begin(open_page, request):
    return lambda: open_page(**SHOWN[request.param])


def test_tier_b_from_registration_to_every_service(
    catalogue, office, begin, city_officer, province_officer, school, school_staff, desk_staff
):
    talent, city, province, at_school, at_hospital, passer_by = (begin() for _person in range(6))

    register(talent, office)
    decided_by_two_offices(office, talent, city, city_officer, province, province_officer)
    sign_in_both_ways(talent, office)
    school_place(talent, at_school, school, school_staff)
    home_subsidy(talent, city)
    steps.sign_in(at_hospital, desk_staff, "/desk/")
    hospital(talent, at_hospital)
    turned_away(talent, at_hospital, city)
    suspended_and_lifted(talent, at_hospital, passer_by)

    steps.visit(talent, "/me/inbox/")
    holder = Application.objects.get().talent
    assert office.has_told(holder) == TOLD
    assert office.has_told(city_officer) == [
        "application_submitted_officer",
        "application_submitted_officer",
        "request_submitted_officer",
        "turned_away_new",
        "turned_away_explained_officer",
    ]
    assert office.has_told(province_officer) == ["application_forwarded_officer"]
    assert office.has_told(school_staff) == ["request_submitted_desk"]


TOLD = [
    "phone_changed",
    "application_submitted",
    "application_returned",
    "application_submitted",
    "application_accepted",
    "application_forwarded",
    "card_issued",
    "application_approved",
    "request_submitted",
    "request_granted",
    "request_submitted",
    "request_granted",
    "instalment_confirmed",
    "use_recorded",
    "use_undone",
    "use_recorded",
    "turned_away_opened",
    "turned_away_received",
    "turned_away_explained",
    "turned_away_answered",
    "turned_away_settled",
    "card_suspended",
    "card_lifted",
]


def register(talent, office):
    steps.sign_up(talent, EMAIL, PHONE, office)
    errands.confirm_phone(talent, office.code_for(f"+86{PHONE}"))
    steps.fill_in_details(talent, NAME)


def decided_by_two_offices(office, talent, city, city_officer, province, province_officer):
    application = steps.apply_for(talent, "b", CRITERION)
    office.has_drawn()
    steps.sign_in(city, city_officer, "/admin/")
    steps.open_case(city, "application", NAME)
    steps.take(city, "return", MISSING)
    errands.mend(talent, application, CRITERION, MISSING)
    office.has_drawn()
    steps.open_case(city, "application", NAME)
    steps.take(city, "accept")
    steps.take(city, "forward")
    steps.sign_in(province, province_officer, "/admin/")
    steps.open_case(province, "application", NAME)
    steps.take(province, "approve")
    steps.visit(talent, application)
    assert Application.objects.get().status == "approved"


def sign_in_both_ways(talent, office):
    errands.sign_out(talent)
    errands.sign_in_by_code(talent, EMAIL, office.code_for)
    errands.sign_out(talent)
    errands.sign_in_by_code(talent, PHONE, lambda number: office.code_for(f"+86{number}"))


def school_place(talent, at_school, school, school_staff):
    asked = errands.ask_for_school_place(talent, school)
    steps.sign_in(at_school, school_staff, "/desk/requests/")
    errands.grant_place(at_school)
    steps.visit(talent, asked)
    assert talent.inner_text("main dd b") in (school.name_zh, school.name_en)


def home_subsidy(talent, city):
    asked = errands.ask_for_home_subsidy(talent)
    steps.open_case(city, "servicerequest", NAME)
    assert city.locator(".field-plan").inner_text().count("50,000.00") == 2
    steps.take(city, "grant")
    steps.open_case(city, "instalment", NAME)
    steps.take(city, "confirm")
    steps.visit(talent, asked)
    assert [part.status for part in Instalment.objects.order_by("number")] == ["confirmed", "planned"]


def hospital(talent, desk):
    steps.look_up(desk, photo=errands.photo_of_code(talent))
    steps.serve(desk)
    errands.undo(desk)
    steps.look_up(desk, code=steps.read_code(talent))
    errands.refuse(desk, "今日专家停诊")
    assert list(Check.objects.order_by("pk").values_list("reason", flat=True)) == ["ok", "ok"]
    assert list(Use.objects.order_by("pk").values_list("outcome", flat=True)) == ["served", "refused"]
    assert UseUndone.objects.get().use == Use.objects.order_by("pk").first()


def turned_away(talent, desk, city):
    report = errands.report_turned_away(talent, "窗口说今天不办。")
    errands.explain(desk, "今日专家停诊，可改约其他专家。")
    steps.open_case(city, "turnedaway", "TS-", status="explained")
    steps.take(city, "answer", "已与医院核实，明日上午请直接到二号窗口。")
    steps.press(city, "a.btn[href*='/step/settle/']", "**/step/settle/")
    city.locator("input[name=reached][value=yes]").check()
    steps.check(city)
    city.fill("textarea[name=reason]", "本人已在二号窗口办好。")
    city.locator(".step form button[type=submit]").click()
    city.wait_for_selector(".messagelist .success")
    steps.visit(talent, report)
    said = talent.inner_text(".story")
    assert [word in said for word in ("可改约其他专家", "已与医院核实", "本人已在二号窗口办好")] == [True] * 3


def suspended_and_lifted(talent, desk, passer_by):
    code = steps.read_code(talent)
    errands.suspend(talent)
    steps.visit(passer_by, f"/verify/{code.replace(' ', '')}")
    assert passer_by.locator(".tag.bad").is_visible()
    steps.visit(desk, "/desk/")
    steps.look_up(desk, code=code)
    assert Check.objects.latest("pk").reason == "card_suspended"
    errands.lift(talent)
    steps.read_code(talent)
