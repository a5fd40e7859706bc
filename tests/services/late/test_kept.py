"""What does a browser keep of the desk: the page and what it is made of, and nothing that is about a person?"""

import json
import re

import pytest
from django.utils.html import escapejs
from PIL import Image

from accounts.card.actions import show_code
from portal.workflow.engine import perform
from services.late.known import known_to
from services.late.worker import kept_files
from services.models import Entitlement
from tests.cast import honours, staff_of

PARTS = re.compile(r'(?:href|src|data-library)="(/static/[^"]+)"')


def test_browser_keeps_each_file_of_the_page_and_no_other(anonymous, as_user, desk_staff):
    page = as_user(desk_staff).get("/desk/offline/").content.decode()

    assert set(PARTS.findall(page)) == set(kept_files())
    worker = anonymous.get("/desk/sw.js")
    assert worker.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert [name for name in kept_files() if f'"{escapejs(name)}"' not in worker.content.decode()] == []


def test_page_that_is_kept_is_the_same_whoever_opens_it(as_user, desk_staff, school_staff):
    pages = [as_user(user).get("/desk/offline/").content for user in (school_staff, desk_staff)]

    assert pages[0] == pages[1]
    assert desk_staff.email.encode() not in pages[1]


def test_desk_page_is_installed_as_an_app_with_a_chinese_name_and_icons_of_the_sizes_it_says(
    anonymous, as_user, desk_staff, settings
):
    desk = as_user(desk_staff).get("/desk/")
    (link,) = re.findall(r'<link rel="manifest" href="([^"]+)">', desk.content.decode())

    manifest = json.loads(anonymous.get(link).content)

    assert manifest["name"] == "人才卡窗口 · 龙江人才服务"
    assert (manifest["display"], manifest["scope"], manifest["start_url"]) == ("standalone", "/desk/", "/desk/")
    assert desk.status_code == 200
    icons = [(icon["src"].removeprefix("/static/"), icon["sizes"]) for icon in manifest["icons"]]
    assert {size for _name, size in icons} == {"192x192", "512x512"}
    for name, size in icons:
        with Image.open(settings.BASE_DIR / "static" / name) as icon:
            assert f"{icon.width}x{icon.height}" == size


def test_what_a_window_knows_is_its_own_services_and_nobody(card, airport, hospital, as_user):
    show_code(card)
    perform(card, "suspend", by=card.talent)

    said = as_user(staff_of(airport, "lounge@example.cn")).get("/desk/offline/known/").json()

    assert sorted(said) == ["csrf", "desk", "keys", "now", "services", "status"]
    assert [service["slug"] for service in said["services"]] == ["airport-lane"]
    assert said["services"][0]["gives"]["B"]["offline"] == 1
    text = json.dumps(said, ensure_ascii=False)
    assert [mark for mark in ("李", card.number, card.talent.email, "lounge@example.cn") if mark in text] == []


GIVEN = (  # limit, period, who is entitled -> how often without a network, and whether the stage is asked
    (12, "year", "none", 1, False),
    (1, "year", "none", 0, False),
    (2, "year", "none", 1, False),
    (2, "year", "spouse_children", 0, False),
    (3, "year", "spouse_children", 1, False),
    (1, "stage", "spouse_children", 0, True),
    (2, "stage", "spouse_children", 1, True),
    (None, "visit", "none", None, False),
)


def test_last_use_of_a_card_a_household_and_a_stage_is_not_given_without_a_network(airport):
    lane, found = Entitlement.objects.filter(service__slug="airport-lane", tier__letter="B"), []
    for limit, period, family, _offline, _by_stage in GIVEN:
        lane.update(limit=limit, period=period, family=family)
        gives = known_to(airport)["services"][0]["gives"]["B"]
        found.append((limit, period, family, gives["offline"], gives["by_stage"]))

    assert tuple(found) == GIVEN


@pytest.mark.parametrize("rows", [1, 3])
def test_what_a_window_knows_costs_the_same_for_one_service_and_three(
    rows, airport, as_user, django_assert_num_queries
):
    honours(airport, *("medical-green-channel", "health-examination")[: rows - 1])
    desk = as_user(staff_of(airport, "lounge@example.cn"))
    desk.get("/desk/offline/known/")

    with django_assert_num_queries(7):
        desk.get("/desk/offline/known/")
