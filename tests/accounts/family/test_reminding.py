"""Is a holder reminded of the end of a family card, and told what then can be done?"""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.card.reminding import remind
from accounts.models import Card, FamilyMember
from portal.models import InboxMessage


def ends_in(member, days, *, grows_up):
    """The card's last day; that of the holder too, unless it is the child's 18th birthday that ends it."""
    end = timezone.localdate() + dt.timedelta(days=days)
    Card.objects.filter(member=member).update(issued_on="2022-01-01", expires_on=end)
    if grows_up:
        born = end.replace(year=end.year - 18) + dt.timedelta(days=1)
        FamilyMember.objects.filter(pk=member.pk).update(birth_date=born)


@pytest.mark.parametrize(("days", "told"), [(61, 0), (60, 1), (14, 1), (-1, 0)])
@pytest.mark.parametrize("grows_up", [True, False])
def test_holder_is_told_what_ends_the_card_of_the_family(card, child, clock, days, told, grows_up):
    ends_in(child, days, grows_up=grows_up)

    remind()

    messages = InboxMessage.objects.filter(template="family_card_expiring")
    said = [(row.user, row.context["grows_up"], row.context["days"]) for row in messages]
    assert said == [(card.talent, grows_up, days)] * told


def test_two_reminders_come_for_a_family_card_and_lead_to_it(card, child, clock, as_user):
    ends_in(child, 60, grows_up=True)
    for _week in range(9):
        remind()
        clock.shift(dt.timedelta(days=7))

    messages = InboxMessage.objects.filter(template="family_card_expiring").order_by("id")
    assert [row.context["days"] for row in messages] == [60, 11]
    assert messages[0].context["url"] == f"/me/family/{child.public_id}/"
    assert "家属卡还有 60 天到期" in as_user(card.talent).get("/me/inbox/").content.decode()
