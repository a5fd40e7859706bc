"""When did it happen? Within office hours, on working days where an office acts, and never after now."""

from bisect import bisect_right
from datetime import date, datetime, timedelta
from random import Random

from portal.working_days import among

MORNING = timedelta(hours=1)  # nine in Shanghai, by the clock of the database (UTC)
OFFICE_SECONDS = 8 * 3600
SATURDAY = 5
LONGEST = 90  # days of the calendar that the longest promise takes, holidays included


def within(day: date, chance: Random) -> datetime:
    """A second of the day between nine and five in Shanghai, in UTC and without a zone."""
    seconds = int(chance.random() * OFFICE_SECONDS)
    return datetime(day.year, day.month, day.day) + MORNING + timedelta(seconds=seconds)


def later(moment: datetime, days: int, chance: Random, *, latest: datetime) -> datetime:
    """Some days on, on a weekday; an hour on for 0, or where that would be after `latest`."""
    if days:
        day = moment.date() + timedelta(days=days)
        if day.weekday() >= SATURDAY:
            day += timedelta(days=2)
        found = within(day, chance)
        if found <= latest:
            return found
    return min(moment + timedelta(seconds=600 + int(chance.random() * 3000)), latest)


class Promises:
    """The last day of a promise in working days, for promises made between two days; asks the database once."""

    def __init__(self, first: date, last: date) -> None:
        self.days = among(first, last + timedelta(days=LONGEST))

    def due_on(self, day: date, working_days: int) -> date:
        """The `working_days`-th working day after `day`."""
        return self.days[bisect_right(self.days, day) + working_days - 1]
