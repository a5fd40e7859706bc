"""Does a report of being turned away reach the counter and the bureau, with what was tried where, and come back?"""

import pytest
from pypinyin import Style, lazy_pinyin

from accounts.card.actions import show_code
from portal.notifications.models import InboxMessage
from portal.workflow.engine import perform
from services.models import PartnerService, TurnedAway
from tests.services.partners.test_checks import ask


@pytest.fixture
def reported(card, hospital, as_user, clock):
    """The report of somebody at the hospital on a Friday, by the page."""
    place = PartnerService.objects.get(partner=hospital)
    as_user(card.talent).post("/me/turned-away/", {"place": place.pk, "text": "窗口不认", "form_key": "a"})
    return TurnedAway.objects.get()


def test_report_takes_the_last_check_along_and_is_to_be_explained_in_one_working_day(
    card, hospital, desk_staff, city_officer, as_user, clock
):
    check = ask(hospital, show_code(card)[0])
    place = PartnerService.objects.get(partner=hospital)

    sent = as_user(card.talent).post("/me/turned-away/", {"place": place.pk, "text": "窗口不认", "form_key": "a"})

    report = TurnedAway.objects.get()
    assert sent.url == f"/me/turned-away/{report.code}/"
    assert (report.last_check, report.partner, str(report.due_on)) == (check, hospital, "2026-11-23")
    told = InboxMessage.objects.exclude(user=card.talent).values_list("user", "template")
    assert set(told) == {(city_officer.pk, "turned_away_new"), (desk_staff.pk, "turned_away_desk")}


def test_case_stands_among_the_holders_own_until_it_is_settled(reported, desk_staff, city_officer, as_user, clock):
    browser, link = as_user(reported.talent), f'href="/me/turned-away/{reported.code}/"'

    def seen():
        return [link in browser.get(page).content.decode() for page in ("/me/", "/me/cases/")]

    assert seen() == [True, True]
    explained = perform(reported, "explain", by=desk_staff, reason="新来的同事没有听说过")
    answered = perform(explained, "answer", by=city_officer, reason="已与医院核实")
    assert seen() == [True, True]
    perform(
        answered,
        "settle",
        by=city_officer,
        reason="本人表示已解决",
        data={"called_at": clock.move_to("2026-11-24 10:00") or answered.answered_at, "reached": "yes", "tries": 1},
    )
    assert seen() == [False, False]


@pytest.mark.parametrize("rows", [1, 3])
def test_own_cases_cost_the_same_for_one_and_for_three(rows, card, hospital, as_user, django_assert_num_queries):
    place = PartnerService.objects.get(partner=hospital)
    for _number in range(rows):
        TurnedAway.objects.create(talent=card.talent, card=card, partner=hospital, service=place.service)
    browser = as_user(card.talent)
    browser.get("/me/cases/")

    with django_assert_num_queries(9):
        assert len(browser.get("/me/cases/").context["reports"]) == rows


def test_the_holder_reads_whose_turn_it_is_and_what_was_said(reported, desk_staff, city_officer, as_user, clock):
    def page():
        return as_user(reported.talent).get(f"/me/turned-away/{reported.code}/").content.decode()

    assert "<b>已反映</b>" in page()
    assert "说明情况，期限 2026年11月23日" in page()
    explained = perform(reported, "explain", by=desk_staff, reason="新来的同事没有听说过")
    assert "新来的同事没有听说过" in page()
    assert "答复，期限 2026年11月23日" in page()
    answered = perform(explained, "answer", by=city_officer, reason="已与医院核实，明日起执行")
    assert "已与医院核实" in page()
    assert "将在 2026年11月27日前回访本人" in page()
    call = {"called_at": clock.move_to("2026-11-24 10:00") or answered.answered_at, "reached": "yes", "tries": 1}
    perform(answered, "settle", by=city_officer, reason="本人表示已解决", data=call)
    assert "本人表示已解决" in page()
    assert "无需任何人再办理" in page()


def test_a_day_that_went_by_passes_the_case_to_the_bureau_without_anything_being_done(reported, as_user, clock):
    values = TurnedAway.objects.values().get()
    clock.move_to("2026-11-24 08:00")

    page = as_user(reported.talent).get(f"/me/turned-away/{reported.code}/").content.decode()

    assert "答复，期限 2026年11月24日" in page
    assert TurnedAway.objects.values().get() == values


def test_report_is_searched_for_by_a_named_field(reported, city_officer, as_user):
    found = as_user(city_officer).get("/admin/services/turnedaway/").content.decode()

    assert '<label for="searchbar">编号，或合作单位的名称、拼音或拼音首字母</label>' in found


@pytest.mark.parametrize("style", [Style.NORMAL, Style.FIRST_LETTER, None])
def test_report_is_found_by_name_pinyin_or_initials_of_the_partner(reported, city_officer, as_user, style):
    name = reported.partner.name_zh
    words = name if style is None else "".join(lazy_pinyin(name, style=style))

    def found(q):
        return list(as_user(city_officer).get("/admin/services/turnedaway/", {"q": q}).context["cl"].result_list)

    assert (found(words), found("meiyouzhegedifang")) == ([reported], [])
