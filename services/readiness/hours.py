"""Is a partner open now, until when, and when does it open next? Weekly hours, and holidays by the portal's calendar.

On a public holiday the hours of holidays count, whatever day of the week it is; on a make-up working day at a weekend
those of a Monday. Times are Chinese time.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.utils import timezone

from portal import working_days
from portal.working_days.calendar import Kind

from ..models import OpeningHours
from .enums import WEEK, Day

AHEAD = timedelta(days=14)  # the longest holidays are shorter
MIDNIGHT = time(0)
SATURDAY = 5
Spans = list[tuple[time, time]]
Week = dict[str, Spans]


@dataclass(frozen=True)
class Opening:
    """`today` are the hours of today, empty where it stays closed. `until` is None where it is closed, and where it
    never closes; `next_at` is None where it is open, and where it does not open within two weeks."""

    is_open: bool
    today: str
    until: time | None = None
    next_at: datetime | None = None

    @property
    def closes(self) -> str:
        """24:00 rather than 00:00; empty where it never closes."""
        return "" if self.until is None else clock(self.until)


def openings(partners: Iterable[int], now: datetime) -> dict[int, Opening]:
    """By partner, for those whose weekly hours are known; two statements however many there are."""
    weeks: dict[int, Week] = defaultdict(lambda: defaultdict(list))
    for row in OpeningHours.objects.filter(partner__in=list(partners)).order_by("opens"):
        weeks[row.partner_id][row.day].append((row.opens, row.closes))
    here = timezone.localtime(now)
    days = {day: day_of(day, kind) for day, kind in working_days.kinds(here.date(), here.date() + AHEAD).items()}
    return {partner: opening(week, days, here) for partner, week in weeks.items()}


def day_of(day: date, kind: Kind) -> Day:
    """Whose hours count on that day."""
    if kind is Kind.HOLIDAY:
        return Day.HOLIDAY
    if kind is Kind.WORKING and day.weekday() >= SATURDAY:
        return Day.MONDAY
    return WEEK[day.weekday()]


def opening(week: Week, days: dict[date, Day], here: datetime) -> Opening:
    """`days` from today on; `here` is Chinese time."""
    spans = week.get(days[here.date()], [])
    for opens, closes in spans:
        if opens <= here.time() and (closes == MIDNIGHT or here.time() < closes):
            return Opening(is_open=True, today=_said(spans), until=None if opens == closes else closes)
    return Opening(is_open=False, today=_said(spans), next_at=_next(week, days, here))


def _next(week: Week, days: dict[date, Day], here: datetime) -> datetime | None:
    starts = (
        datetime.combine(day, opens, here.tzinfo) for day, which in days.items() for opens, _ in week.get(which, ())
    )
    return next((moment for moment in starts if moment > here), None)


def week_lines(rows: Iterable[OpeningHours]) -> list[tuple[str, str]]:
    """The week as one reads it, days with the same hours together: `("Monday – Friday", "08:00–17:00")`."""
    week: Week = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.opens):
        week[row.day].append((row.opens, row.closes))
    if not week:
        return []
    lines = [(_days_of(list(days)), said) for said, days in groupby(WEEK, key=lambda day: _said(week.get(day, [])))]
    return [*lines, (str(Day.HOLIDAY.label), _said(week.get(Day.HOLIDAY, [])))]


def _days_of(days: list[Day]) -> str:
    labels = [str(day.label) for day in days]
    return labels[0] if len(labels) == 1 else f"{labels[0]} – {labels[-1]}"


def _said(spans: Spans) -> str:
    """Empty where it is closed."""
    return ", ".join(f"{opens:%H:%M}–{clock(closes)}" for opens, closes in spans)


def clock(closes: time) -> str:
    return "24:00" if closes == MIDNIGHT else f"{closes:%H:%M}"
