"""Is money written as readers of either language write it?"""

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_money_is_grouped_by_threes(language):
    with translation.override(language):
        shown = Template('{{ sum|floatformat:"2g" }}').render(Context({"sum": Decimal("1234567.5")}))

    assert shown == "1,234,567.50"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_other_numbers_are_left_as_they_are(language):
    with translation.override(language):
        assert Template("{{ year }}").render(Context({"year": 2026})) == "2026"
