"""Is a holder reminded of the card's end sixty days before and again fourteen days before, once each?"""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.card.reminding import remind
from accounts.models import Card
from portal.models import InboxMessage
from portal.workflow.engine import perform


def days_before_the_end(card, days):
    end = timezone.localdate() + dt.timedelta(days=days)
    Card.objects.filter(pk=card.pk).update(issued_on="2022-01-01", expires_on=end)


@pytest.mark.parametrize(("days", "told"), [(61, 0), (60, 1), (20, 1), (14, 1), (0, 1), (-1, 0)])
def test_holder_is_told_once_however_often_is_looked(card, clock, days, told):
    days_before_the_end(card, days)

    assert sum(remind() for _ in range(3)) in {told, told * 2 if days <= 14 else told}

    assert InboxMessage.objects.filter(template="card_expiring").count() == told


def test_two_reminders_come_in_the_whole_life_of_a_card(card, clock):
    days_before_the_end(card, 60)
    counted = []
    for _day in range(62):
        counted.append(remind())
        clock.shift(dt.timedelta(days=1))

    assert [day for day, told in enumerate(counted) if told] == [0, 46]
    days = [row.context["days"] for row in InboxMessage.objects.filter(template="card_expiring").order_by("id")]
    assert days == [60, 14]


def test_ended_card_and_who_has_died_are_left_in_peace(card, province_officer):
    days_before_the_end(card, 10)
    card.refresh_from_db()
    perform(card, "cancel_by_office", by=province_officer, data={"cause": "died"})

    assert remind() == 0
