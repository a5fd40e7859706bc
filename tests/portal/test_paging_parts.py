"""Is a list in parts walked from one part into the next, and back, without a row lost or shown twice?"""

from datetime import date, timedelta

import pytest

from portal.paging_parts import PartedPage
from portal.working_days.models import WorkingDayOverride

pytestmark = pytest.mark.django_db
FIRST = date(2027, 1, 1)


@pytest.fixture
def parts():
    """The odd days of seven, then the even."""
    WorkingDayOverride.objects.bulk_create(
        WorkingDayOverride(day=FIRST + timedelta(days=n), is_working=bool(n % 2), note="a") for n in range(7)
    )
    rows = WorkingDayOverride.objects.all()
    return [rows.filter(is_working=True), rows.filter(is_working=False)]


def page(parts, cursor=None, size=2):
    return PartedPage(parts, ("note", "day"), cursor, size)


def numbers(found):
    return [(row.day - FIRST).days for row in found.rows]


def test_list_is_walked_over_the_border_and_back(parts):
    there = [page(parts)]
    while there[-1].next_cursor:
        there.append(page(parts, there[-1].next_cursor))
    back = [there[-1]]
    while back[-1].previous_cursor:
        back.append(page(parts, back[-1].previous_cursor))

    assert [numbers(one) for one in there] == [[1, 3], [5, 0], [2, 4], [6]]
    assert [numbers(one) for one in back] == [[6], [2, 4], [5, 0], [1, 3]]


@pytest.mark.parametrize("empty", [0, 1])
def test_empty_part_is_passed_by(parts, empty):
    parts[empty] = parts[empty].none()

    assert numbers(page(parts, size=9)) == [[0, 2, 4, 6], [1, 3, 5]][empty]


def test_cursor_into_a_part_that_is_no_more_shows_the_first_page(parts):
    second = page(parts).next_cursor
    third = page(parts, second).next_cursor

    assert numbers(page(parts[:1], third)) == [1, 3]


def test_later_part_is_asked_only_where_the_page_is_not_full(parts, django_assert_num_queries):
    with django_assert_num_queries(1):
        page(parts)
    with django_assert_num_queries(2):
        page(parts, size=3)
