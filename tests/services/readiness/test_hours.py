"""Is it open now? Weekly hours, noon, midnight, holidays and make-up working days."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from portal.working_days.models import WorkingDayOverride
from services.models import OpeningHours
from services.readiness.hours import openings, week_lines
from tests.factories import PartnerFactory

SHANGHAI = dt.timezone(dt.timedelta(hours=8))
pytestmark = pytest.mark.usefixtures("catalogue")


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def open_from(partner, days, *spans):
    for day in days.split():
        for opens, closes in spans:
            OpeningHours.objects.create(
                partner=partner, day=day, opens=dt.time.fromisoformat(opens), closes=dt.time.fromisoformat(closes)
            )


@pytest.fixture
def bureau():
    """Open from Monday to Friday, closed at noon, and for two hours on a holiday."""
    partner = PartnerFactory()
    open_from(partner, "mon tue wed thu fri", ("08:30", "11:30"), ("13:00", "17:00"))
    open_from(partner, "holiday", ("10:00", "12:00"))
    return partner


def said(partner, moment):
    found = openings([partner.pk], at(moment))[partner.pk]
    return found.closes if found.is_open else found.next_at


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-20T08:29", at("2026-11-20T08:30")),  # a Friday
        ("2026-11-20T08:30", "11:30"),
        ("2026-11-20T11:29", "11:30"),
        ("2026-11-20T11:30", at("2026-11-20T13:00")),
        ("2026-11-20T17:00", at("2026-11-23T08:30")),  # over the weekend
        ("2026-11-21T10:00", at("2026-11-23T08:30")),
        ("2026-10-10T10:00", "11:30"),  # a make-up working Saturday
        ("2026-10-03T11:00", "12:00"),  # a Saturday in the National Day holidays
        ("2026-10-05T11:00", "12:00"),  # a Monday in them
        ("2026-10-05T14:00", at("2026-10-06T10:00")),
    ],
)
def test_open_state_follows_week_noon_and_calendar(bureau, moment, expected):
    assert said(bureau, moment) == expected


def test_day_of_rest_entered_by_an_official_counts_as_a_holiday(bureau):
    WorkingDayOverride.objects.create(day=dt.date(2026, 11, 20), is_working=False, note="snow")

    assert said(bureau, "2026-11-20T09:00") == at("2026-11-20T10:00")


def test_partner_open_day_and_night_names_no_hour_and_one_until_midnight_says_24(bureau):
    night = PartnerFactory()
    open_from(night, "fri", ("00:00", "00:00"))
    late = PartnerFactory()
    open_from(late, "fri", ("18:00", "00:00"))

    found = openings([night.pk, late.pk], at("2026-11-20T23:59"))

    assert (found[night.pk].is_open, found[night.pk].closes) == (True, "")
    assert (found[late.pk].is_open, found[late.pk].closes) == (True, "24:00")


def test_partner_that_opens_on_no_day_soon_is_closed_without_a_promise():
    partner = PartnerFactory()
    open_from(partner, "holiday", ("10:00", "12:00"))

    assert said(partner, "2026-11-20T09:00") is None


@pytest.mark.parametrize("count", [1, 3])
def test_openings_cost_two_statements_and_leave_out_whose_hours_are_unknown(count, django_assert_num_queries):
    partners = [PartnerFactory() for _ in range(count)]
    unknown = PartnerFactory()
    for partner in partners:
        open_from(partner, "fri", ("08:00", "17:00"))

    with django_assert_num_queries(2):
        found = openings([*(row.pk for row in partners), unknown.pk], at("2026-11-20T09:00"))

    assert set(found) == {row.pk for row in partners}


def test_days_with_the_same_hours_are_read_together(bureau):
    assert week_lines(bureau.opening.all()) == [
        ("星期一 – 星期五", "08:30–11:30, 13:00–17:00"),
        ("星期六 – 星期日", ""),
        ("法定节假日", "10:00–12:00"),
    ]
    assert week_lines([]) == []


@pytest.mark.parametrize(("opens", "closes"), [("17:00", "08:00"), ("08:00", "08:00")])
def test_hours_that_end_before_they_begin_are_refused_by_the_database(bureau, opens, closes):
    with pytest.raises(IntegrityError), transaction.atomic():
        open_from(bureau, "sun", (opens, closes))
