"""Is what was done without a network judged by how the card stood then, whatever has become of it since?"""

import datetime as dt

from django.utils import timezone

from accounts.models import Card
from portal.workflow.engine import perform
from services.late.then import as_of
from services.models import Allowance
from services.partners.facts import Facts, card_shown

from .test_deliver import HOUR, conflicts


def test_card_suspended_after_the_use_counts_and_before_it_does_not(card, send, clock):
    clock.shift(HOUR)
    perform(card, "suspend", by=card.talent)
    clock.shift(HOUR)

    before, after = send(ago=HOUR + 60), send(ago=HOUR - 60)

    assert (before.json()["state"], after.json()["state"]) == ("recorded", "conflict")
    assert conflicts() == ["card_suspended", ""]


def test_card_revoked_after_the_use_counts_and_before_it_does_not(card, send, clock, province_officer):
    clock.shift(HOUR)
    perform(card, "revoke", by=province_officer, reason="材料不实")
    clock.shift(HOUR)

    send(ago=HOUR + 60)
    send(ago=HOUR - 60)

    assert conflicts() == ["card_revoked", ""]


def test_use_while_a_card_was_lost_is_a_conflict_though_it_was_found_before_the_delivery(card, send, clock):
    """Lost at 11:00, found at 12:00, delivered at 13:00: what was done at 11:30 alone does not count."""
    clock.shift(HOUR)
    perform(card, "suspend", by=card.talent)
    clock.shift(HOUR)
    perform(card, "lift", by=card.talent)
    clock.shift(HOUR)

    for minutes_ago in (150, 90, 30):
        send(ago=60 * minutes_ago)

    assert conflicts() == ["", "card_suspended", ""]
    assert Allowance.objects.get().used == 2


def test_card_lost_twice_stands_at_each_time_as_it_stood_then(card, send, clock):
    """Lost from 11:00 to 12:00 and since 13:00, revoked at 14:00, delivered at 15:00."""
    for step in ("suspend", "lift", "suspend"):
        clock.shift(HOUR)
        perform(card, step, by=card.talent)
    clock.shift(HOUR)
    perform(card, "cancel", by=card.talent)
    clock.shift(HOUR)

    for minutes_ago in (270, 210, 150, 90, 30):
        send(ago=60 * minutes_ago)

    assert conflicts() == ["card_revoked", "card_suspended", "", "card_suspended", ""]


def test_how_the_card_stood_is_asked_of_its_history_in_one_statement(card, django_assert_num_queries):
    shown = card_shown(Card.objects.shown().get(pk=card.pk))
    perform(card, "suspend", by=card.talent)

    with django_assert_num_queries(2):
        then = as_of(Facts(partner_id=0, service_id=0, card=shown), timezone.now() - dt.timedelta(minutes=1))

    assert then.card.status == "active"
