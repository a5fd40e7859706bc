"""What do the tests of a partner's systems stand on? Partners that have one, and a caller with its token."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.test import Client as System

from accounts.card.actions import show_code
from services.models import PartnerEvent, WebhookDelivery, WebhookEndpoint
from services.partners.checks import check_code
from services.partners.clients import give_client
from services.partners.counter import at
from services.webhooks import events
from services.webhooks.actions import give_webhook
from services.webhooks.enums import Kind
from tests.harness.webhook_receiver import receiver


@pytest.fixture
def system_of():
    """`system_of(partner)` is a client of the partner's own, with its token."""

    def signed_in(partner):
        link, secret = give_client(partner)
        asked = {"grant_type": "client_credentials", "client_id": link.client_id, "client_secret": secret}
        answer = System().post("/identity/o/api/token", asked | {"scope": "partner"})
        system = System(headers={"authorization": f"Bearer {answer.json()['access_token']}", "accept-language": "en"})
        system.link = link
        return system

    return signed_in


@pytest.fixture
def hospital_system(system_of, hospital):
    return system_of(hospital)


@pytest.fixture
def school_system(system_of, school):
    return system_of(school)


@pytest.fixture
def check_at_the_desk(hospital, desk_staff):
    """`check_at_the_desk(card)` is what the nurse gets when the card is scanned."""

    def check(card, service="medical-green-channel"):
        code, _row = show_code(card)
        return check_code(at(hospital), code=code, service=service, channel="desk", staff=desk_staff).check

    return check


@pytest.fixture
def hooked(hospital_system, hospital, policy_admin):
    """`hooked(receiver, partner)` is a webhook of the partner's, for every kind."""

    def give(server, partner=hospital, kinds=Kind.values):
        return give_webhook(partner, url=server.url, kinds=kinds, by=policy_admin)

    return give


@pytest.fixture
def taker():
    with receiver() as server:
        yield server


@pytest.fixture
def other():
    with receiver() as server:
        yield server


def told(partner):
    """The kinds of the partner's events, oldest first."""
    return list(PartnerEvent.objects.filter(partner=partner).order_by("pk").values_list("kind", flat=True))


def tell(partner, *services, card=None):
    """An event for each service, of the card if one is given; their ids."""
    with transaction.atomic():
        for service in services:
            events.tell(partner.pk, Kind.SERVICE_CHANGED, service=service, card_id=card and card.pk)
    rows = PartnerEvent.objects.filter(partner=partner).order_by("-pk")[: len(services)]
    return [str(row.public_id) for row in reversed(rows)]


def later(**delta):
    """As if so much time had passed, for whoever asks the database's clock."""
    passed = timedelta(**delta)
    moved = {name: F(name) - passed for name in ("next_attempt_at", "give_up_at", "leased_until")}
    WebhookDelivery.objects.update(**moved)
    WebhookEndpoint.objects.update(paused_until=F("paused_until") - passed)


def standing():
    """How each delivery stands, in the order of the events."""
    return list(WebhookDelivery.objects.order_by("event", "pk").values_list("state", flat=True))
