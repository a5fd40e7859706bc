"""Does an officer find each case in its tab, see it on one screen, and act only within the office?"""

import pytest

from accounts.models import Application
from portal.audit.chain import append
from portal.audit.models import History
from portal.workflow.engine import perform
from tests.cast import person
from tests.factories import ApplicationFactory

LIST = "/admin/accounts/application/"


@pytest.fixture
def submitted(profiled):
    return perform(ApplicationFactory(talent=profiled), "submit", by=profiled)


@pytest.fixture
def office(city_officer, as_user):
    browser = as_user(city_officer)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def test_case_stands_in_its_tab_and_only_in_its_city(submitted, office, other_city_officer, as_user):
    assert submitted.code in office.get(LIST).content.decode()
    assert submitted.code in office.get(f"{LIST}?queue=waiting").content.decode()
    assert submitted.code not in office.get(f"{LIST}?queue=mine").content.decode()
    assert submitted.code not in as_user(other_city_officer).get(LIST).content.decode()


def test_search_by_pinyin_finds_a_case_in_any_tab(submitted, office):
    submitted.talent.profile.save()

    assert submitted.code in office.get(f"{LIST}?q=limingyuan").content.decode()
    assert submitted.code not in office.get(f"{LIST}?q=wangwu").content.decode()


def test_opening_a_case_shows_evidence_beside_criteria_and_is_logged(submitted, office, city_officer):
    html = office.get(f"{LIST}{submitted.pk}/change/").content.decode()

    criterion = submitted.criteria.get()
    assert criterion.text_en in html or criterion.text_zh in html
    assert "Show the full number" in html
    opened = History.objects.filter(object_id=str(submitted.public_id), action="case_opened")
    assert [row.actor_id for row in opened] == [city_officer.public_id]


def test_story_of_a_case_is_in_words_throughout(submitted, city_officer, as_user):
    for action in ("criteria_chosen", "evidence_added", "evidence_removed"):
        append(submitted, action, by=submitted.talent)

    html = as_user(city_officer).get(f"{LIST}{submitted.pk}/change/").content.decode()

    assert [word in html for word in ("已选择标准", "已添加材料", "已移除材料")] == [True, True, True]
    assert "evidence_" not in html


def test_full_number_is_shown_once_by_post_and_logged(submitted, office, profiled):
    number = profiled.identity_documents.get().number
    assert number not in office.get(f"{LIST}{submitted.pk}/change/").content.decode()

    html = office.post(f"{LIST}{submitted.pk}/identity/").content.decode()

    assert number in html
    assert History.objects.filter(object_id=str(profiled.public_id), action="identity_shown").count() == 1


def test_case_of_another_city_is_not_found(submitted, other_city_officer, as_user):
    browser = as_user(other_city_officer)

    for path in ("change/", "step/accept/", "identity/"):
        assert browser.get(f"{LIST}{submitted.pk}/{path}").status_code == 404
        assert browser.post(f"{LIST}{submitted.pk}/{path}").status_code == 404
    submitted.refresh_from_db()
    assert submitted.status == "submitted"
    assert not History.objects.filter(action="case_opened").exists()


def test_decision_by_dialog_needs_its_reason_and_happens_once(submitted, office):
    office.post(f"{LIST}{submitted.pk}/step/accept/", {"form_key": "a"})
    without = office.post(f"{LIST}{submitted.pk}/step/return/", {"form_key": "b", "reason": ""})
    office.post(f"{LIST}{submitted.pk}/step/return/", {"form_key": "c", "reason": "请补充结题证明"})
    late = office.post(f"{LIST}{submitted.pk}/step/return/", {"form_key": "d", "reason": "再退一次"})

    submitted.refresh_from_db()
    assert submitted.status == "returned"
    assert without.status_code == 200
    assert late.status_code == 409
    assert "再退一次" in late.content.decode()


def test_hand_over_offers_colleagues_of_the_office_only(submitted, office, colleague, other_city_officer):
    page = office.get(f"{LIST}{submitted.pk}/step/hand_over/").content.decode()
    office.post(f"{LIST}{submitted.pk}/step/hand_over/", {"to": colleague.pk, "form_key": "a"})

    submitted.refresh_from_db()
    assert colleague.email in page
    assert other_city_officer.email not in page
    assert submitted.officer == colleague


@pytest.mark.parametrize("rows", [1, 3])
def test_queue_costs_the_same_for_one_case_and_three(office, rows, catalogue, django_assert_num_queries):
    for number in range(rows):
        talent = person(f"t{number}@example.cn")
        perform(ApplicationFactory(talent=talent), "submit", by=talent)
    office.get(LIST)

    with django_assert_num_queries(10):
        html = office.get(LIST).content.decode()

    assert html.count("RD-") >= rows
    assert Application.objects.count() == rows
