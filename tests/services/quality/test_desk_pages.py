"""Does a desk see its own cases by deadline, explain them, and never learn more of the holder than it knew?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.card.actions import show_code
from services.models import TurnedAway
from services.partners.uses import record
from tests.cast import person, staff_of
from tests.factories import CardFactory, PartnerFactory
from tests.services.partners.test_checks import ask

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def refuse(hospital, desk_staff):
    def refused(number=0):
        holder = CardFactory(talent=person(f"holder{number}@example.cn", name=f"李明远{number}"))
        record(ask(hospital, show_code(holder)[0]), outcome="refused", reason="今日停诊", staff=desk_staff)
        return TurnedAway.objects.latest("pk")

    return refused


def test_list_costs_the_same_for_one_case_and_for_three(refuse, desk_staff, as_user):
    browser, counts = as_user(desk_staff), []
    browser.get("/desk/refusals/")
    for number in range(3):
        refuse(number)
        with CaptureQueriesContext(connection) as asked:
            page = browser.get("/desk/refusals/").content.decode()
        counts.append(len(asked))
        assert page.count("2026年11月23日前说明") == number + 1

    assert counts == [6, 6, 6]


def test_desk_explains_in_words_and_the_case_leaves_for_the_bureau(refuse, desk_staff, as_user):
    case, browser = refuse(), as_user(desk_staff)

    empty = browser.post(f"/desk/refusals/{case.code}/explain/", {"form_key": "a"})
    sent = browser.post(f"/desk/refusals/{case.code}/explain/", {"reason": "设备故障，已修好", "form_key": "b"})

    assert (empty.status_code, sent.url) == (200, f"/desk/refusals/{case.code}/")
    page = browser.get(sent.url).content.decode()
    assert "设备故障，已修好" in page
    assert "/explain/" not in page
    assert TurnedAway.objects.get().explained_by == desk_staff


def test_desk_reads_no_name_no_number_and_nothing_of_the_call(refuse, desk_staff, city_officer, as_user):
    case = refuse()

    page = as_user(desk_staff).get(f"/desk/refusals/{case.code}/").content.decode()

    assert "今日停诊" in page
    assert "李明远" not in page
    assert case.card.number not in page


def test_late_case_is_told_as_late(refuse, desk_staff, as_user, clock):
    refuse()
    clock.move_to("2026-11-24 08:00")

    assert "已逾期，转由主管部门答复" in as_user(desk_staff).get("/desk/refusals/").content.decode()


def test_other_desk_finds_neither_the_case_nor_its_step(refuse, as_user):
    case, other = refuse(), as_user(staff_of(PartnerFactory(), "other@example.cn"))

    assert other.get(f"/desk/refusals/{case.code}/").status_code == 404
    assert other.post(f"/desk/refusals/{case.code}/explain/", {"reason": "x"}).status_code == 404
    assert case.code not in other.get("/desk/refusals/").content.decode()


def test_officers_steps_are_not_offered_at_the_desk(refuse, desk_staff, as_user):
    case = refuse()

    for step in ("answer", "withdraw"):
        assert as_user(desk_staff).post(f"/desk/refusals/{case.code}/{step}/", {"reason": "x"}).status_code == 404
    assert TurnedAway.objects.get().status == "open"


def test_page_of_the_check_leads_to_the_case_where_one_was_opened_and_only_there(hospital, card, desk_staff, as_user):
    postponed, refused = (ask(hospital, show_code(card)[0]) for _ in range(2))
    record(postponed, outcome="postponed", staff=desk_staff)
    record(refused, outcome="refused", reason="今日停诊", staff=desk_staff)

    pages = [
        as_user(desk_staff).get(f"/desk/checks/{check.public_id}/").content.decode() for check in (postponed, refused)
    ]

    assert ["/desk/refusals/" in page for page in pages] == [False, True]
