"""How long is a code for the telephone good: a day, and ninety where a school or a home is looked for?"""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import LiveCode
from portal.workflow.engine import Refusal
from services.models import Area
from services.partners.spoken import SpokenPurpose, make
from tests.cast import honours

from .test_checks import ask
from .test_spoken import green, purpose_of  # noqa: F401

DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)


@pytest.fixture
def schooling(card, school):
    return purpose_of(card, "school:education:school-place")


@pytest.fixture
def at_home(card, bureau):
    honours(bureau, "housing-fund-loan")
    return purpose_of(card, "bureau:housing:housing-fund-loan")


@pytest.mark.parametrize(
    ("days", "medical", "education"),
    [(0, "too_long", "too_long"), (1, "", ""), (2, "too_long", ""), (90, "too_long", ""), (91, "too_long", "too_long")],
)
def test_longer_than_a_day_is_not_for_the_hospital(card, green, schooling, days, medical, education):  # noqa: F811
    def said(purpose):
        try:
            return made_for(make(card, purpose, days=days, by=card.talent))
        except Refusal as refusal:
            return refusal.code

    def made_for(row):
        assert abs(row.expires_at - timezone.now() - days * DAY) < dt.timedelta(minutes=1)
        return ""

    assert (said(green), said(schooling)) == (medical, education)


def test_code_for_a_home_is_good_for_ninety_days_to_the_second(card, bureau, at_home, clock):
    text = make(card, at_home, days=90, by=card.talent).text

    clock.shift(90 * DAY - SECOND)
    assert ask(bureau, text, service="housing-fund-loan").reason == "ok"
    clock.shift(SECOND)
    assert ask(bureau, text, service="housing-fund-loan").reason == "expired"


def test_code_for_a_home_is_not_made_for_a_day_more(card, at_home):
    with pytest.raises(Refusal) as refused:
        make(card, at_home, days=91, by=card.talent)

    assert (refused.value.code, LiveCode.objects.count()) == ("too_long", 0)


def test_no_area_but_schooling_and_housing_has_codes_for_longer_than_a_day(catalogue):
    purposes = [SpokenPurpose(area=area, service=None, partner_kind="bureau") for area in Area.objects.all()]

    longer = {one.area.slug: one.most_days for one in purposes if one.most_days > 1}

    assert longer == {"education": 90, "housing": 90}
