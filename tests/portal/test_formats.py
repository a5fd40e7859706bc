"""Are money, days and moments written as readers of either language write them?"""

from datetime import datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.formats import date_format


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_money_is_grouped_by_threes(language):
    with translation.override(language):
        shown = Template('{{ sum|floatformat:"2g" }}').render(Context({"sum": Decimal("1234567.5")}))

    assert shown == "1,234,567.50"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_other_numbers_are_left_as_they_are(language):
    with translation.override(language):
        assert Template("{{ year }}").render(Context({"year": 2026})) == "2026"


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("zh-hans", "2026年11月29日", "2026年11月29日 16:46"),
        ("en", "29 November 2026", "29 November 2026, 16:46"),
    ],
)
def test_days_and_moments_are_written_as_in_the_letters(language, day, moment):
    at = datetime(2026, 11, 29, 16, 46)

    with translation.override(language):
        assert (date_format(at.date()), date_format(at, "DATETIME_FORMAT")) == (day, moment)
