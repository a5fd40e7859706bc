"""Does the policy administrator keep windows, liaisons and hours with the partner, and does the history say so?"""

import pytest

from services.readiness.liaisons import contact_of
from tests.services.catalogue.test_admin import posted
from tests.services.partners.test_partner_admin import ENGLISH, form, told


@pytest.fixture
def browser(as_user, policy_admin):
    return as_user(policy_admin)


@pytest.fixture
def fields(browser, hospital):
    return posted(browser.get(form(hospital))) | {"form_key": "k1"}


def liaison(number, name, **more):
    given = {"name": name, "phone": f"0451-0000 000{number}", **more}
    return {f"liaisons-{number}-{field}": value for field, value in given.items()} | {
        "liaisons-TOTAL_FORMS": number + 1
    }


NEW = {
    "windows-0-name_zh": "优先窗口",
    "windows-0-name_en": "Priority window",
    "windows-0-is_active": "on",
    "opening-0-day": "mon",
    "opening-0-opens": "08:00",
    "opening-0-closes": "17:00",
}


def test_windows_liaisons_and_hours_are_kept_and_told_by_name_only(browser, hospital, fields, policy_admin):
    answer = browser.post(form(hospital), fields | NEW | liaison(0, "护士长", is_first="on"))

    assert answer.status_code == 302
    assert [(row.name_zh, row.is_active) for row in hospital.windows.all()] == [("优先窗口", True)]
    assert [str(row) for row in hospital.opening.all()] == ["星期一 08:00–17:00"]
    assert [(row.name, row.is_first) for row in hospital.liaisons.all()] == [("护士长", True)]
    ((action, changed, actor),) = told(hospital)
    assert (action, actor) == ("change", policy_admin.public_id)
    assert {"windows", "windows.name_zh", "liaisons", "liaisons.phone", "opening", "opening.opens"} <= set(changed)
    page = browser.get(form(hospital, "history"), headers=ENGLISH).content.decode()
    assert "opening hours" in page
    assert "护士长" not in page


def test_two_liaisons_that_are_called_first_are_refused(browser, hospital, fields):
    both = liaison(0, "护士长", is_first="on") | liaison(1, "总机", is_first="on")

    page = browser.post(form(hospital), fields | both, headers=ENGLISH)

    assert "Only one liaison is called first." in page.content.decode()
    assert not hospital.liaisons.exists()


def test_hours_that_end_before_they_begin_are_refused_with_a_reason(browser, hospital, fields):
    page = browser.post(form(hospital), fields | NEW | {"opening-0-closes": "07:00"}, headers=ENGLISH)

    assert "It closes later than it opens; midnight is 00:00." in page.content.decode()
    assert not hospital.opening.exists()


def test_other_officials_read_windows_and_add_none(as_user, hospital, city_officer):
    hospital.windows.create(name_zh="优先窗口", name_en="Priority window")

    page = as_user(city_officer).get(form(hospital)).content.decode()

    assert "优先窗口" in page
    assert 'name="windows-0-name_zh"' not in page


def test_first_liaison_is_called_and_without_one_the_number_of_the_partner(hospital):
    kept = contact_of(hospital)
    hospital.liaisons.create(name="总机", phone="1")
    hospital.liaisons.create(name="护士长", phone="2", is_first=True)

    assert (kept.name, kept.phone) == (hospital.liaison_name, hospital.liaison_phone)
    assert contact_of(hospital).name == "护士长"


def test_partner_without_any_number_has_no_contact(hospital):
    hospital.liaison_phone = ""

    assert contact_of(hospital) is None
