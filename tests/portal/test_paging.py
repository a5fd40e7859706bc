"""How a list is walked forwards and backwards, and what a cursor may do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Case, IntegerField, Value, When
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from portal.idempotency.models import IdempotencyKey
from portal.paging import KeysetPage
from portal.working_days.models import WorkingDayOverride

pytestmark = pytest.mark.django_db
FIRST = date(2027, 1, 1)


@pytest.fixture
def days():
    """Seven days, of which the first four share their note."""
    WorkingDayOverride.objects.bulk_create(
        WorkingDayOverride(day=FIRST + timedelta(days=n), is_working=True, note="a" if n < 4 else "b") for n in range(7)
    )
    return WorkingDayOverride.objects.all()


def numbers(page: KeysetPage) -> list[int]:
    return [(row.day - FIRST).days for row in page.rows]


@pytest.mark.parametrize(
    ("order", "pages"),
    [
        (("note", "day"), [[0, 1, 2], [3, 4, 5], [6]]),
        (("-note", "-day"), [[6, 5, 4], [3, 2, 1], [0]]),
        (("note",), [[0, 1, 2], [3, 4, 5], [6]]),
    ],
)
def test_pages_forwards_and_back_show_each_row_once(days, order, pages):
    first = KeysetPage(days, order, None, 3)
    second = KeysetPage(days, order, first.next_cursor, 3)
    third = KeysetPage(days, order, second.next_cursor, 3)
    back = KeysetPage(days, order, third.previous_cursor, 3)
    start = KeysetPage(days, order, back.previous_cursor, 3)

    assert [numbers(first), numbers(second), numbers(third)] == pages
    assert [numbers(back), numbers(start)] == [pages[1], pages[0]]
    assert (first.previous_cursor, third.next_cursor, start.previous_cursor) == (None, None, None)
    assert start.next_cursor is not None


def test_page_that_holds_all_has_no_other(days):
    page = KeysetPage(days, ("day",), None, 7)

    assert len(page.rows) == 7
    assert (page.next_cursor, page.previous_cursor) == (None, None)


def test_reckoned_column_leads_the_order_and_the_pages_go_on_over_its_border(days):
    b_first = Case(When(note="b", then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = days.annotate(rank=b_first)

    first = KeysetPage(rows, ("rank", "day"), None, 4)
    second = KeysetPage(rows, ("rank", "day"), first.next_cursor, 4)
    back = KeysetPage(rows, ("rank", "day"), second.previous_cursor, 4)

    assert [numbers(page) for page in (first, second, back)] == [[4, 5, 6, 0], [1, 2, 3], [4, 5, 6, 0]]


def test_row_put_in_before_the_cursor_moves_nothing(days):
    first = KeysetPage(days, ("day",), None, 3)
    WorkingDayOverride.objects.create(day=FIRST - timedelta(days=1), is_working=True)

    assert numbers(KeysetPage(days, ("day",), first.next_cursor, 3)) == [3, 4, 5]


def test_moments_within_one_second_are_told_apart():
    at = datetime(2027, 1, 1, tzinfo=UTC)
    for n in range(4):
        row = IdempotencyKey.objects.create(scope="s", key=str(n), body_hash="h")
        IdempotencyKey.objects.filter(pk=row.pk).update(created_at=at + timedelta(microseconds=n))
    rows = IdempotencyKey.objects.all()

    first = KeysetPage(rows, ("-created_at",), None, 2)
    second = KeysetPage(rows, ("-created_at",), first.next_cursor, 2)

    assert [row.key for row in first.rows + second.rows] == ["3", "2", "1", "0"]


@pytest.mark.parametrize("cursor", ["", "x", "W10:1:2", "💥"])
def test_cursor_that_is_none_shows_the_first_page(days, cursor):
    assert numbers(KeysetPage(days, ("day",), cursor, 2)) == [0, 1]


def test_cursor_of_another_order_shows_the_first_page(days):
    cursor = KeysetPage(days, ("note", "day"), None, 3).next_cursor

    assert numbers(KeysetPage(days, ("day",), cursor, 2)) == [0, 1]


def test_page_takes_one_statement_that_compares_rows(days):
    cursor = KeysetPage(days, ("note", "day"), None, 3).next_cursor

    with CaptureQueriesContext(connection) as asked:
        KeysetPage(days, ("note", "day"), cursor, 3)

    assert len(asked) == 1
    assert '"note", "portal_workingdayoverride"."day") > (' in asked[0]["sql"]


def test_order_that_runs_two_ways_is_refused(days):
    with pytest.raises(ValueError, match="one way"):
        KeysetPage(days, ("note", "-day"))


def test_pager_keeps_the_rest_of_the_address(days):
    page = KeysetPage(days, ("day",), KeysetPage(days, ("day",), None, 3).next_cursor, 3)
    request = RequestFactory().get("/list/?q=a&cursor=old")

    html = render_to_string("components/pager.html", {"page": page}, request)

    assert html.count('href="?q=a&amp;cursor=') == 2
    assert "cursor=old" not in html


def test_pager_of_a_single_page_is_empty(days):
    html = render_to_string("components/pager.html", {"page": KeysetPage(days, ("day",), None, 9)})

    assert html.strip() == ""
