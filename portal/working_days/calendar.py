"""How many working days lie between two days, and which day comes after so many of them.

The calendar is that of the `holidays` package (public holidays and make-up working weekends as the State Council
publishes them each year). A year without a published notice has its statutory holidays and ordinary weekends, until an
official enters the difference in the admin.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from functools import cache

from holidays import HolidayBase, country_holidays

from portal.working_days.models import WorkingDayOverride

_DAY = timedelta(days=1)
_SATURDAY = 5


class Kind(Enum):
    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


def is_working(day: date) -> bool:
    return _works(day, _overrides(day, day))


def add(day: date, n: int) -> date:
    """The `n`-th working day after `day`, which itself does not count; `day` for 0. One statement."""
    if n < 0:
        raise ValueError("n must not be negative")
    overrides = _overrides(day, day + _DAY * (n * 3 + 60))
    while n:
        day += _DAY
        n -= _works(day, overrides)
    return day


def between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; negative where `end` is before `start`. One statement."""
    if end < start:
        return -between(end, start)
    overrides = _overrides(start, end)
    return sum(_works(day, overrides) for day in _days(start + _DAY, end))


def among(first: date, last: date) -> list[date]:
    """The working days from `first` to `last`, both included, in order. One statement."""
    overrides = _overrides(first, last)
    return [day for day in _days(first, last) if _works(day, overrides)]


def kinds(first: date, last: date) -> dict[date, Kind]:
    """What each day is, both ends included, in order: a day of rest from Monday to Friday is a holiday, and so is a
    weekend that a published holiday reaches. One statement."""
    overrides = _overrides(first, last)
    return {day: _kind(day, overrides) for day in _days(first, last)}


def _kind(day: date, overrides: dict[date, bool]) -> Kind:
    if _works(day, overrides):
        return Kind.WORKING
    is_weekend = day.weekday() >= _SATURDAY and day not in _published(day.year)
    return Kind.WEEKEND if is_weekend else Kind.HOLIDAY


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY


def _overrides(first: date, last: date) -> dict[date, bool]:
    rows = WorkingDayOverride.objects.filter(day__range=(first, last))
    return dict(rows.values_list("day", "is_working"))


def _works(day: date, overrides: dict[date, bool]) -> bool:
    if day in overrides:
        return overrides[day]
    return _published(day.year).is_working_day(day)


@cache
def _published(year: int) -> HolidayBase:
    """The calendar of one year. Its neighbours are loaded too: a notice may move a day across New Year."""
    return country_holidays("CN", years=[year - 1, year, year + 1])
