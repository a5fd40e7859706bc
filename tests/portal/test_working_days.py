"""Which days are working days, by the published calendars and by what an official corrected."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal import working_days
from portal.models import History
from portal.working_days.models import WorkingDayOverride

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 13), True),  # the last Friday before Spring Festival
        (date(2026, 2, 14), True),  # a make-up working Saturday
        (date(2026, 2, 17), False),  # Spring Festival
        (date(2026, 10, 10), True),  # a make-up working Saturday
        (date(2026, 10, 11), False),  # an ordinary Sunday
        (date(2026, 11, 18), True),
    ],
)
def test_is_working_follows_the_published_calendar(day: date, works: bool):
    assert working_days.is_working(day) is works


@pytest.mark.parametrize("year", [1900, 2060, 2150])
def test_is_working_in_a_year_without_a_calendar_keeps_weekends(year: int):
    assert [working_days.is_working(date(year, 3, day)) for day in range(1, 8)].count(True) == 5


def test_add_over_a_long_holiday_skips_it():
    assert working_days.add(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert working_days.add(date(2026, 9, 30), 3) == date(2026, 10, 10)


def test_add_of_nothing_is_the_day_itself_and_of_less_is_refused():
    assert working_days.add(date(2026, 10, 3), 0) == date(2026, 10, 3)

    with pytest.raises(ValueError):
        working_days.add(date(2026, 10, 3), -1)


def test_between_leaves_out_the_start_and_counts_the_end():
    assert working_days.between(date(2026, 9, 30), date(2026, 10, 10)) == 3
    assert working_days.between(date(2026, 10, 10), date(2026, 9, 30)) == -3
    assert working_days.between(date(2026, 9, 30), date(2026, 9, 30)) == 0


def test_override_of_an_official_wins_over_the_calendar():
    WorkingDayOverride.objects.create(day=date(2026, 10, 8), is_working=False, note="snow")
    WorkingDayOverride.objects.create(day=date(2026, 10, 11), is_working=True)

    assert working_days.add(date(2026, 9, 30), 1) == date(2026, 10, 9)
    assert working_days.add(date(2026, 9, 30), 3) == date(2026, 10, 11)


def test_kinds_tell_a_holiday_from_a_weekend_in_one_statement(django_assert_num_queries):
    WorkingDayOverride.objects.create(day=date(2026, 10, 12), is_working=False, note="snow")

    with django_assert_num_queries(1):
        found = working_days.kinds(date(2026, 10, 7), date(2026, 10, 13))

    assert [kind.value for kind in found.values()] == [
        *("holiday", "working", "working"),  # the last day of National Day, Thursday, Friday
        *("working", "weekend"),  # a make-up working Saturday, and Sunday
        *("holiday", "working"),  # as an official entered it
    ]


def test_add_and_between_take_one_statement():
    with CaptureQueriesContext(
        connection,
    ) as asked:
        working_days.add(date(2026, 1, 5), 60)
        working_days.between(date(2026, 1, 5), date(2026, 6, 1))

    assert len(asked) == 2


def test_policy_admin_enters_and_takes_back_a_day_and_both_stand_in_the_history(as_user, policy_admin):
    browser = as_user(policy_admin)

    entered = browser.post("/admin/portal/workingdayoverride/add/", {"day": "2027-02-06", "is_working": "on"})
    day = WorkingDayOverride.objects.get()
    taken_back = browser.post(f"/admin/portal/workingdayoverride/{day.pk}/delete/", {"post": "yes"})

    assert (entered.status_code, taken_back.status_code) == (302, 302)
    rows = History.objects.filter(object_type="portal.workingdayoverride").order_by("pk")
    assert list(rows.values_list("action", "actor_id")) == [
        ("day_entered", policy_admin.public_id),
        ("day_taken_back", policy_admin.public_id),
    ]
    assert not WorkingDayOverride.objects.exists()


def test_officer_reads_the_calendar_and_changes_nothing(as_user, city_officer):
    browser = as_user(city_officer)

    assert browser.get("/admin/portal/workingdayoverride/").status_code == 200
    assert browser.get("/admin/portal/workingdayoverride/add/").status_code == 403
