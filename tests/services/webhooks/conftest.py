"""What do the tests of a partner's systems stand on? Partners that have one, and a caller with its token."""

import pytest
from django.test import Client as System

from accounts.card.actions import show_code
from services.models import PartnerEvent
from services.partners.checks import check_code
from services.partners.clients import give_client
from services.partners.facts import at


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


def told(partner):
    """The kinds of the partner's events, oldest first."""
    return list(PartnerEvent.objects.filter(partner=partner).order_by("pk").values_list("kind", flat=True))
