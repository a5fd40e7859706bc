"""Do the officers of a city see who looked at cards at its partners, and nothing of another city?"""

import pytest
from django.utils import timezone

from accounts.card.actions import show_code
from policies.models import Authority
from services.late.emergency import enter_emergency, look_for
from services.models import Check
from services.partners.checks import check_code
from services.partners.counter import at
from tests.cast import official, staff_of

LIST = "/admin/services/check/"
GREEN = "medical-green-channel"


@pytest.fixture
def far_officer(catalogue):
    return official("far@example.cn", "city_officer", city="daqing")


def looked(hospital, code):
    return check_code(at(hospital), code=code, service=GREEN, channel="desk").check


def test_city_sees_the_checks_of_its_partners_without_the_holder_and_another_city_none(
    card, hospital, city_officer, far_officer, as_user
):
    rows = [looked(hospital, show_code(card)[0]), looked(hospital, "0000000000")]

    own, far = (as_user(officer).get(LIST).content.decode() for officer in (city_officer, far_officer))

    assert [str(row.public_id) in own for row in rows] == [True, True]
    assert [str(row.public_id) in far for row in rows] == [False, False]
    assert [mark for mark in (card.name, card.number, card.talent.email) if mark in own] == []


def test_number_of_a_check_is_found_in_its_city_alone(card, hospital, city_officer, far_officer, as_user):
    row = looked(hospital, show_code(card)[0])
    pages = [
        as_user(officer).get(LIST, {"q": row.public_id}).content.decode() for officer in (city_officer, far_officer)
    ]

    assert [f"{LIST}{row.pk}/" in page for page in pages] == [True, False]
    assert as_user(far_officer).get(f"{LIST}{row.pk}/change/").status_code == 404


def test_check_stays_with_the_city_in_which_the_partner_was(card, hospital, city_officer, as_user):
    row = looked(hospital, show_code(card)[0])
    type(hospital).objects.filter(pk=hospital.pk).update(city=Authority.objects.get(slug="daqing"))

    assert str(row.public_id) in as_user(city_officer).get(LIST).content.decode()


def test_emergency_entered_by_the_number_of_the_card_stands_in_the_list_too(card, hospital):
    nurse, now = staff_of(hospital, "night@example.cn"), timezone.now()
    facts = look_for(hospital, service=GREEN, code=card.number, treated_at=now)
    enter_emergency(facts, service=GREEN, treated_at=now, reason="夜间急救", by=nurse)

    assert Check.objects.get().city == hospital.city
