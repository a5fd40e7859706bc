"""What does a card give its holder, and where first?"""

import pytest

from policies.models import Authority
from services.catalogue.held import held_by
from tests.cast import honours
from tests.factories import PartnerFactory

pytestmark = pytest.mark.django_db


def test_places_in_the_holders_own_city_come_first(card, hospital):
    elsewhere = PartnerFactory(slug="a", name_zh="安达示范医院", city=Authority.objects.get(slug="daqing"))
    honours(elsewhere, "medical-green-channel")

    found = next(held for held in held_by(card) if held.service.slug == "medical-green-channel")

    assert [place.partner for place in found.places] == [hospital, elsewhere]
