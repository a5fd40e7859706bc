"""Does each office see on its first screen what of cards lies with it, and nothing that lies with another?"""

import pytest

from accounts.card.panels import cards
from policies.models import Tier
from tests.cast import ask_for_family, official, person, send_photo
from tests.factories import CardFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen_by(rf):
    def seen(user):
        request = rf.get("/admin/")
        request.user = user
        return [row.count for row in cards(request).rows]

    return seen


@pytest.fixture
def waiting(card):
    """A child of a holder of tier B, and a photo of that holder and of one about whom the city decides."""
    ask_for_family(card)
    send_photo(card)
    send_photo(CardFactory(talent=person("leader@example.cn"), tier=Tier.objects.get(slug="d")))


def test_each_office_sees_what_lies_with_it(waiting, seen_by, city_officer, province_officer):
    assert seen_by(province_officer) == [1, 1]
    assert seen_by(city_officer) == [0, 1]
    assert seen_by(official("other.city@example.cn", "city_officer", city="qiqihar")) == [0, 0]


def test_first_screen_leads_to_what_waits(waiting, as_user, province_officer):
    office = as_user(province_officer)
    page = office.get("/admin/").content.decode()

    for model, status, code in (("familymember", "asked", "JS-"), ("portrait", "waiting", "ZP-")):
        address = f"/admin/accounts/{model}/?status__exact={status}"
        assert f'href="{address}"' in page
        assert code in office.get(address).content.decode()


def test_panel_costs_two_statements(waiting, rf, city_officer, django_assert_num_queries):
    request = rf.get("/admin/")
    request.user = city_officer
    assert city_officer.standing

    with django_assert_num_queries(2):
        cards(request)
