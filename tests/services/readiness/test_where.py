"""Where can a service be used? Own city first, open or not, ready or not, whom to call, and what is left today."""

import re

import pytest

from accounts.people.actions import give_consent, withdraw_consent
from policies.models import Authority
from portal.workflow.engine import perform
from services.models import Allowance, PartnerService, Service
from tests.cast import honours, staff_of
from tests.factories import PartnerFactory
from tests.services.readiness.test_hours import open_from
from tests.services.readiness.test_reading import read_at

PAGE = "/services/airport-lane/places/"


@pytest.fixture
def lanes(catalogue):
    """Two in Daqing and two in Harbin, entered against the order of their names."""
    daqing, harbin = (Authority.objects.get(slug=slug) for slug in ("daqing", "harbin"))
    made = (("D Airport", harbin), ("C Airport", harbin), ("B Airport", daqing), ("A Airport", daqing))
    return [honours(PartnerFactory(name_en=name, name_zh=name, city=city), "airport-lane") for name, city in made]


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def names(page):
    return [place.partner.name_en[0] for place in page.context["places"]]


@pytest.fixture
def english(card, as_user):
    browser = as_user(card.talent)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


# -- the order --------------------------------------------------------------------------------------------------------
def test_visitor_reads_the_places_by_name_and_a_holder_the_own_city_first(lanes, client, english):
    assert names(client.get(PAGE)) == ["A", "B", "C", "D"]
    assert names(english.get(PAGE)) == ["C", "D", "A", "B"]


def test_long_list_is_paged_over_the_border_of_the_own_city(lanes, english, monkeypatch):
    monkeypatch.setattr("services.readiness.where_views.PAGE_SIZE", 3)

    first = english.get(PAGE)
    second = english.get(PAGE, {"cursor": first.context["page"].next_cursor})

    assert (names(first), names(second)) == (["C", "D", "A"], ["B"])
    assert 'rel="prev"' in second.content.decode()


def test_closed_partner_and_what_is_not_honoured_any_more_are_left_out(lanes, client):
    type(lanes[0]).objects.filter(pk=lanes[0].pk).update(is_active=False)
    PartnerService.objects.filter(partner=lanes[1]).update(is_active=False)

    assert names(client.get(PAGE)) == ["A", "B"]
    assert client.get(f"/places/{lanes[0].slug}/").status_code == 404


# -- what is said of a place ------------------------------------------------------------------------------------------
def test_place_says_open_until_when_and_whom_to_ask_as_long_as_it_is_not_ready(airport, client, clock):
    open_from(airport, "fri", ("08:00", "17:00"))
    airport.liaisons.create(name="值班长", phone="0451-0000 3301", is_first=True)
    window = airport.windows.create(name_zh="入口", name_en="Entrance")

    before = text_of(client.get(PAGE))
    read_at(airport, window, staff_of(airport, "airport@example.cn"))
    after = text_of(client.get(PAGE))

    assert "请先联系联络人 正在开放 至 17:00" in before
    assert "请联系联络人 0451-0000 3301 值班长" in before
    assert "可以办理 正在开放 至 17:00" in after
    assert "咨询电话 0451-0000 3301 值班长" in after


def test_place_that_is_closed_says_when_it_opens(airport, client, clock):
    open_from(airport, "mon", ("08:30", "17:00"))

    text = text_of(client.get(PAGE))

    assert "现在不开放 星期一 08:30 开放" in text
    assert "今天开放 不开放" in text


def test_hospital_that_is_closed_names_who_answers_at_night_and_that_an_emergency_is_treated(hospital, client, clock):
    open_from(hospital, "mon", ("08:30", "17:00"))
    hospital.liaisons.create(name="值班长", phone="0451-0000 3301", when_zh="开放时间内", is_first=True)
    hospital.liaisons.create(name="总值班室", phone="0451-0000 0000", when_zh="昼夜")
    page = "/services/medical-green-channel/places/"

    closed = text_of(client.get(page))
    open_from(hospital, "fri", ("00:00", "23:59"))
    opened = text_of(client.get(page))

    assert "0451-0000 3301 值班长 开放时间内 0451-0000 0000 总值班室 昼夜" in closed
    assert "急诊随时可来，不带人才卡也先救治" in closed
    assert "总值班室" not in opened
    assert "急诊随时可来" not in opened


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", "地址 哈尔滨市 机场路 1 号"), ("en", "Address Harbin 1 Airport Road")],
)
def test_place_says_where_it_is_in_the_language_of_the_reader(airport, client, language, said):
    type(airport).objects.filter(pk=airport.pk).update(address_zh="机场路 1 号", address_en="1 Airport Road")

    assert said in text_of(client.get(PAGE, headers={"accept-language": language}))


def test_place_without_weekly_hours_shows_the_words_it_has(airport, client):
    type(airport).objects.filter(pk=airport.pk).update(hours="每天 05:00–23:00")

    assert "开放时间 每天 05:00–23:00" in text_of(client.get(PAGE))


def test_point_stands_in_the_page_as_a_script_reads_it(airport, client):
    type(airport).objects.filter(pk=airport.pk).update(latitude="45.620000", longitude="126.250000")

    page = client.get(PAGE).content.decode()

    assert 'data-latitude="45.620000" data-longitude="126.250000"' in page
    assert 'id="near-start" hidden' in page


def test_without_points_no_distance_is_offered(airport, client):
    assert "near-start" not in client.get(PAGE).content.decode()


def test_service_without_a_place_says_what_to_do(catalogue, client):
    assert "这项服务没有登记地点，请在本站申请。" in text_of(client.get("/services/home-purchase-subsidy/places/"))
    assert "还没有单位提供这项服务。" in text_of(client.get(PAGE))
    assert client.get("/services/nothing/places/").status_code == 404


def test_page_of_a_place_names_windows_week_and_liaisons(hospital, client, clock):
    open_from(hospital, "mon tue wed thu fri", ("08:00", "17:00"))
    hospital.windows.create(name_zh="优先窗口", name_en="Priority window", where_zh="一层")
    hospital.windows.create(name_zh="旧窗口", name_en="Old window", is_active=False)

    text = text_of(client.get("/places/hospital/"))

    assert "星期一 – 星期五 08:00–17:00 星期六 – 星期日 不开放" in text
    assert "优先窗口 一层" in text
    assert "旧窗口" not in text
    assert "值班护士长 0451-0000 8815" in text


# -- what is left -----------------------------------------------------------------------------------------------------
def test_holder_reads_what_is_left_today(airport, english, card):
    service = Service.objects.get(slug="airport-lane")
    Allowance.objects.create(holder=card.talent, service=service, period="2026", limit=12, used=5)

    assert "Left for you today: 7 of 12." in text_of(english.get(PAGE))
    assert "You can use it today; it is not counted." in text_of(english.get("/services/scenic-sites/places/"))


def test_holder_who_withdrew_the_consent_is_led_to_it(hospital, english, card):
    give_consent(card.talent, "health", by=card.talent)
    withdraw_consent(card.talent, "health", by=card.talent)

    page = english.get("/services/medical-green-channel/places/").content.decode()

    assert "You have withdrawn the consent that this service needs." in page
    assert 'href="/me/consents/"' in page


def test_suspended_card_and_staff_are_promised_nothing(airport, english, card, as_user):
    perform(card, "suspend", by=card.talent)

    assert english.get(PAGE).context["held"] is None
    assert as_user(staff_of(airport, "airport@example.cn")).get(PAGE).context["held"] is None


def test_service_and_card_lead_to_the_places(airport, english):
    assert f'href="{PAGE}"' in english.get("/services/airport-lane/").content.decode()
    assert f'href="{PAGE}"' in english.get("/me/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_places_cost_the_same_for_one_and_three(lanes, client, count, django_assert_num_queries):
    PartnerService.objects.exclude(partner__in=lanes[:count]).delete()
    for partner in lanes:
        partner.windows.create(name_zh="入口", name_en="Entrance")

    with django_assert_num_queries(9):
        assert len(client.get(PAGE).context["places"]) == count


def test_sandbox_of_programmers_is_no_place(lanes, client):
    type(lanes[0]).objects.filter(pk=lanes[0].pk).update(slug="sandbox")

    assert names(client.get(PAGE)) == ["A", "B", "C"]


# -- the same by the API ----------------------------------------------------------------------------------------------
def places_of(browser):
    rows = browser.get("/api/v1/me/entitlements/").json()["results"]
    return next(row["places"] for row in rows if row["service"] == "airport-lane")


def test_application_on_a_phone_reads_of_a_place_what_the_page_says(airport, english, card, clock):
    more = {"address_en": "1 Airport Road", "address_zh": "机场路 1 号", "hours": "每天", "city": card.application.city}
    type(airport).objects.filter(pk=airport.pk).update(latitude="45.620000", longitude="126.250000", **more)
    open_from(airport, "mon", ("08:30", "17:00"), ("18:00", "00:00"))
    airport.liaisons.create(name="值班长", phone="0451-0000 3301", when_en="At night", when_zh="夜间")
    window = airport.windows.create(name_zh="入口", name_en="Entrance")

    before = places_of(english)
    clock.move_to("2026-11-23 09:00")
    read_at(airport, window, staff_of(airport, "airport@example.cn"))
    english.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    (after,) = places_of(english)

    assert before == [
        {
            "partner": "Demonstration Airport",
            "kind": "airport",
            "city": "Harbin",
            "address": "1 Airport Road",
            "latitude": "45.620000",
            "longitude": "126.250000",
            "is_open": False,
            "hours_today": "",
            "opens_at": "2026-11-23T08:30:00+08:00",
            "hours": "每天",
            "readiness": "ask_liaison",
            "contact": {"name": "值班长", "phone": "0451-0000 3301", "when": "At night"},
        }
    ]
    said = {name: after[name] for name in ("city", "address", "is_open", "hours_today", "opens_at", "readiness")}
    assert said == {
        "city": "哈尔滨市",
        "address": "机场路 1 号",
        "is_open": True,
        "hours_today": "08:30–17:00, 18:00–24:00",
        "opens_at": None,
        "readiness": "ready",
    }


def test_place_of_which_little_is_known_says_so(airport, english):
    type(airport).objects.filter(pk=airport.pk).update(liaison_phone="", hours="")

    (place,) = places_of(english)

    unknown = ("latitude", "longitude", "is_open", "hours_today", "opens_at", "contact")
    assert {name: place[name] for name in unknown} == dict.fromkeys(unknown)
    assert (place["hours"], place["readiness"]) == ("", "ask_liaison")


def test_own_city_stands_first_and_a_closed_partner_is_left_out(lanes, english):
    type(lanes[0]).objects.filter(pk=lanes[0].pk).update(is_active=False)

    assert [place["partner"] for place in places_of(english)] == ["C Airport", "A Airport", "B Airport"]


@pytest.mark.parametrize("count", [1, 3])
def test_places_of_the_api_cost_the_same_for_one_and_three(lanes, english, count, django_assert_num_queries):
    PartnerService.objects.exclude(partner__in=lanes[:count]).delete()
    for partner in lanes:
        partner.windows.create(name_zh="入口", name_en="Entrance")
        partner.liaisons.create(name="值班长", phone="1")
    places_of(english)

    with django_assert_num_queries(16):
        assert len(places_of(english)) == count
