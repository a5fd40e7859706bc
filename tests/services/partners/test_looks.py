"""Does the holder read at which desk and by which means each look was made, and never who sat there?"""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.card.actions import show_code
from accounts.card.offline import make_offline
from accounts.card.qr import verify_url
from portal.workflow.engine import perform
from services.callbacks.actions import answer, look_up
from services.late.actions import deliver
from services.late.emergency import enter_emergency, look_for
from services.models import Check, Liaison, Window
from services.partners.checks import check_code
from services.partners.counter import at
from services.partners.spoken import purposes_of
from services.proxies.actions import name_proxy, show_for
from services.windows.actions import pair, set_pin
from services.windows.sign_on import sit_down
from tests.cast import ask_for_family, staff_of

GREEN, HOUR = "medical-green-channel", dt.timedelta(hours=1)
PIN = "190218"


@pytest.fixture
def window(hospital):
    return Window.objects.create(partner=hospital, name_zh="三号窗口", name_en="Window 3")


@pytest.fixture
def nurse(hospital, window, desk_staff):
    """Somebody who sits at the window, having signed on by PIN."""
    liaison = staff_of(hospital, "liaison@example.cn")
    Liaison.objects.create(partner=hospital, name="值班护士长", phone="0451-00008815", account=liaison)
    tile = set_pin(staff_of(hospital, "wang@example.cn"), name="王护士", pin=PIN)
    pairing, _token = pair(window, by=liaison)
    tile.staff.shift = sit_down(pairing, who=str(tile.public_id), pin=PIN)
    return tile.staff


@pytest.fixture
def rung(card):
    card.talent.phone, card.talent.phone_verified_at = "+8613800008815", timezone.now()
    card.talent.save()


@pytest.fixture
def looked(card, hospital, desk_staff, nurse, rung, province_officer, clock):
    """One look of each kind, in this order, each a minute after the one before."""

    def ask(code, **by):
        clock.shift(60)
        return check_code(at(hospital), code=code, service=GREEN, **({"channel": "desk"} | by)).check

    child = perform(ask_for_family(card), "accept", by=province_officer).cards.get()
    purpose = next(one for one in purposes_of(card) if one.service and one.service.slug == GREEN)
    proxy = name_proxy(card, purpose, name="李芳", days=1, by=card.talent)
    ask(show_code(card)[0], staff=nurse)
    ask(show_code(card)[0], staff=desk_staff)
    ask(show_code(card)[0], channel="api")
    ask(show_code(child)[0], channel="api")
    ask(show_for(proxy)[0], channel="api")
    called = look_up(hospital, number=card.number, name="李明远", service=GREEN, staff=desk_staff)
    answer(called.call_back, answered="nobody", by=desk_staff)
    code = verify_url(make_offline(card, by=card.talent).text).upper()
    clock.shift(3600)
    done = {"outcome": "served", "done_at": timezone.now() - HOUR / 2, "has_seen_identity": True, "key": "k"}
    deliver(hospital, code=code, service=GREEN, by=desk_staff, **done)
    when = {"service": GREEN, "treated_at": timezone.now() - HOUR / 4}
    facts = look_for(hospital, code=card.number, **when)
    enter_emergency(facts, reason="夜间急诊", by=desk_staff, **when)
    return list(Check.objects.order_by("id"))


def test_page_says_at_which_desk_and_by_which_means_in_both_languages(looked, card, as_user):
    browser = as_user(card.talent)

    pages = {
        language: browser.get("/me/access-log/", headers={"accept-language": language}).content.decode()
        for language in ("zh-hans", "en")
    }

    said = {
        "zh-hans": (
            "三号窗口",
            "在该单位的窗口页面",
            "通过该单位自己的系统",
            "在该单位的柜台",
            "李芳",
            "子女的卡",
            "无人接听",
        ),
        "en": (
            "Window 3",
            "on the partner's desk page",
            "through the partner's own system",
            "at a counter of the partner",
        ),
    }
    for language, words in said.items():
        html = pages[language].replace("&#x27;", "'")
        assert [word for word in words if word not in html] == []
    assert "无网络时核验，" in pages["zh-hans"]
    assert "先救治，" in pages["zh-hans"]
    assert "checked without a network, delivered" in pages["en"]
    assert "treated first, entered" in pages["en"]


def test_api_says_the_same_in_fields(looked, card, as_user):
    rows = as_user(card.talent).get("/api/v1/me/access-log/").json()["results"]

    fields = ("desk", "channel", "code_kind", "call_back", "proxy", "relation", "is_offline")
    assert [tuple(row[name] for name in fields) for row in reversed(rows)] == [
        ("三号窗口", "desk", "live", None, None, "self", False),
        (None, "desk", "live", None, None, "self", False),
        (None, "api", "live", None, None, "self", False),
        (None, "api", "live", None, None, "child", False),
        (None, "api", "proxy", None, "李芳", "self", False),
        (None, "desk", "spoken", "nobody", None, "self", False),
        (None, "desk", "offline", None, None, "self", True),
        (None, "desk", "", None, None, "self", False),
    ]
    late = [row["delivered_at"] is not None for row in reversed(rows)]
    assert late == [False] * 6 + [True, True]
    assert dt.datetime.fromisoformat(rows[1]["delivered_at"]) - looked[6].checked_at == HOUR / 2


@pytest.fixture
def delivered_late(card, hospital, desk_staff, clock):
    """Three looks, an hour between each two; the one in the middle came in last. In the order of time."""
    code = verify_url(make_offline(card, by=card.talent).text).upper()

    def ask():
        clock.shift(3600)
        return check_code(at(hospital), code=show_code(card)[0], service=GREEN, channel="api").check

    first, _hour, last = ask(), clock.shift(3600), ask()
    done = {"outcome": "", "done_at": timezone.now() - HOUR, "has_seen_identity": True, "key": "k"}
    late = deliver(hospital, code=code, service=GREEN, by=desk_staff, **done)
    return [first, late.check_made, last]


def test_look_that_was_delivered_later_stands_where_it_happened(delivered_late, card, as_user):
    assert [check.pk for check in delivered_late] != sorted(check.pk for check in delivered_late)
    browser = as_user(card.talent)
    moments = [check.checked_at for check in reversed(delivered_late)]

    page = [look.check.checked_at for look in browser.get("/me/access-log/").context["looks"]]
    api = [row["checked_at"] for row in browser.get("/api/v1/me/access-log/").json()["results"]]

    assert page == moments
    assert list(map(dt.datetime.fromisoformat, api)) == moments


def test_pages_are_cut_by_when_it_happened_forwards_and_back(delivered_late, card, as_user):
    browser = as_user(card.talent)
    address, found, pages = "/api/v1/me/access-log/?page_size=1", [], []

    while address:
        pages.append(browser.get(address).json())
        found += pages[-1]["results"]
        address = pages[-1]["next"]

    moments = [check.checked_at for check in reversed(delivered_late)]
    assert [dt.datetime.fromisoformat(row["checked_at"]) for row in found] == moments
    assert browser.get(pages[2]["previous"]).json()["results"] == pages[1]["results"]


def test_window_is_named_in_the_readers_language(looked, card, as_user):
    rows = as_user(card.talent).get("/api/v1/me/access-log/", headers={"accept-language": "en"}).json()["results"]

    assert [row["desk"] for row in rows if row["desk"]] == ["Window 3"]


def test_nobody_who_sat_there_is_named(looked, card, as_user, desk_staff, nurse):
    browser = as_user(card.talent)

    shown = [browser.get(address).content.decode() for address in ("/me/access-log/", "/api/v1/me/access-log/")]

    names = ("王护士", "值班护士长", nurse.email, desk_staff.email, str(nurse.public_id), str(desk_staff.public_id))
    assert [name for name in names for text in shown if name in text] == []


@pytest.mark.parametrize(("address", "statements"), [("/me/access-log/", 7), ("/api/v1/me/access-log/", 4)])
def test_looks_of_every_kind_cost_no_more_than_one_look(
    looked, card, as_user, address, statements, django_assert_num_queries
):
    """As many as `test_desk` and `test_list_queries` count for looks of the plainest kind."""
    browser = as_user(card.talent)
    browser.get(address)

    with django_assert_num_queries(statements):
        browser.get(address)
