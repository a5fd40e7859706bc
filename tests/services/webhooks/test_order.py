"""Do the events of a card keep their order, do tries come to an end, and does what was given up get a second chance?"""

import pytest
from django.db import connection
from django.utils import timezone

from services.models import PartnerEvent, WebhookDelivery
from services.webhooks import lease
from services.webhooks.drain import drain
from tests.cast import person
from tests.factories import CardFactory
from tests.harness.at_once import at_once

from .conftest import later, standing, tell


@pytest.fixture
def browser(as_user, policy_admin):
    found = as_user(policy_admin)
    found.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return found


def test_event_that_is_refused_holds_back_its_own_card_alone(hooked, taker, hospital, card):
    neighbour = CardFactory(talent=person("neighbour@example.cn"))
    hooked(taker)
    taker.behaviour = lambda event: (
        "fail" if event["data"]["service"] == "first" and len(taker.calls) == 1 else "accept"
    )
    first, second = tell(hospital, "first", "second", card=card)
    (third,) = tell(hospital, "third", card=neighbour)
    (fourth,) = tell(hospital, "fourth")

    drain()
    assert taker.ids() == [first, third, fourth]
    later(minutes=1)
    drain()

    assert taker.ids()[3:] == [first, second]


def test_waits_grow_and_end_after_three_days(hooked, taker, hospital):
    taker.behaviour = lambda event: "fail"
    hooked(taker)
    tell(hospital, "airport-lane")
    waits = []
    while standing() != ["dead"] or not waits:
        drain()
        row = WebhookDelivery.objects.get()
        waits.append(row.next_attempt_at - timezone.now())
        later(seconds=waits[-1].total_seconds())

    hours = [round(wait.total_seconds() / 3600, 2) for wait in waits[:-1]]
    assert hours == sorted(hours[:-1]) + hours[-1:]
    assert 71.9 < sum(hours) < 72.1
    assert len(taker.calls) == len(waits) == row.tries
    assert (row.state, row.last_error) == ("dead", "answered 500")


def test_dead_letter_lets_the_card_go_on_and_goes_again_when_asked(hooked, taker, hospital, card, browser):
    hooked(taker)
    taker.behaviour = lambda event: "fail" if event["data"]["service"] == "first" else "accept"
    first, second = tell(hospital, "first", "second", card=card)
    drain()
    later(hours=73)
    drain()
    assert standing() == ["dead", "delivered"]
    row = WebhookDelivery.objects.get(state="dead")
    assert "Events given up" in browser.get("/admin/").text

    taker.behaviour = lambda event: "accept"
    page = browser.post(f"/admin/services/webhookdelivery/{row.pk}/send-again/", follow=True)
    drain()

    assert "1 event is sent again." in page.text
    assert taker.ids()[-2:] == [second, first]
    assert standing() == ["delivered", "delivered"]


def test_try_of_a_worker_that_died_is_counted_and_made_again(hooked, taker, hospital):
    hooked(taker)
    tell(hospital, "airport-lane")
    for _crash in range(2):
        drain(budget=0)
        later(minutes=1)
        assert lease.claim([]) is not None
        assert lease.claim([]) is None
        later(minutes=2)
    drain()
    later(minutes=1)
    drain()

    row = WebhookDelivery.objects.get()
    assert (row.state, row.crashes, row.tries) == ("delivered", 2, 3)


def test_event_at_which_three_workers_died_is_given_up(hooked, taker, hospital):
    hooked(taker)
    tell(hospital, "airport-lane")
    drain(budget=0)
    for _crash in range(3):
        assert lease.claim([]) is not None
        later(minutes=2)
        lease.reap()
        later(minutes=2)

    assert standing() == ["dead"]
    assert taker.calls == []


def test_ended_webhook_gets_nothing_that_was_waiting(hooked, taker, hospital, as_user, policy_admin):
    endpoint, _secret = hooked(taker)
    tell(hospital, "airport-lane")
    drain(budget=0)

    endpoint.delete()
    drain()

    assert taker.calls == []
    assert PartnerEvent.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_eight_workers_at_once_take_each_delivery_once_and_one_of_a_card(hooked, taker, hospital, card):
    hooked(taker)
    tell(hospital, "first", "second", card=card)
    tell(hospital, "third", "fourth")
    drain(budget=0)

    taken = [found for found in at_once(8, lambda: lease.claim([])) if found]

    assert sorted(found.event.data["service"] for found in taken) == ["first", "fourth", "third"]
