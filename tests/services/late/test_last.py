"""Does a code say of which services its card is at the last use, to their own partners and to nobody else?"""

import pytest

from accounts.card.offline import make_offline
from accounts.card.well_known import key_set
from accounts.models import Card
from examples.verifier import genuine, read_keys
from portal.workflow.engine import perform
from services.late.known import known_to
from services.late.last import at_their_last, key_of
from services.models import Allowance, Entitlement, Service
from tests.cast import ask_for_family

from .conftest import LANE

GREEN = "medical-green-channel"
GIVEN = (  # limit, period, who is entitled, used, cards of the family -> held back without a network
    (24, "year", "none", 0, 0, False),
    (24, "year", "none", 22, 0, False),
    (24, "year", "none", 23, 0, True),
    (24, "year", "none", 24, 0, True),
    (2, "once", "none", 0, 0, False),
    (2, "once", "none", 1, 0, True),
    (24, "year", "spouse_children", 21, 0, False),
    (24, "year", "spouse_children", 22, 0, True),
    (24, "year", "spouse_children", 20, 2, False),
    (24, "year", "spouse_children", 21, 2, True),
    (None, "none", "none", 23, 0, False),
)


def said_by(card):
    code = make_offline(Card.objects.shown().get(pk=card.pk), by=card.talent).text
    return genuine(code, read_keys(key_set()))[1]


def granted(card, slug=LANE, **what):
    Entitlement.objects.filter(service__slug=slug, tier=card.tier).update(is_allowed=True, **what)


def used(card, number, *, limit=24, slug=LANE, period="2026", holder=None):
    service = Service.objects.get(slug=slug)
    Allowance.objects.create(
        holder=holder or card.talent, service=service, period=period, limit=limit or number, used=number
    )


@pytest.mark.parametrize("given", GIVEN, ids=[" ".join(map(str, given)) for given in GIVEN])
def test_code_says_what_is_left_no_more_than_each_card_of_the_household_may_take(given, card, clock, province_officer):
    limit, period, family, number, members, is_held_back = given
    granted(card, limit=limit, period=period, family=family)
    used(card, number, limit=limit, period="once" if period == "once" else "2026")
    for member in range(members):
        perform(ask_for_family(card, number=f"7300000{member:02d}"), "accept", by=province_officer)

    assert said_by(card).is_last(key_of(LANE)) is is_held_back


def test_use_counts_for_the_next_code_and_the_one_before_cannot_know_of_it(card, clock):
    granted(card, limit=24, period="year", family="none")
    used(card, 22)
    before = said_by(card)

    Allowance.objects.update(used=23)
    clock.shift(1)

    assert [said.is_last(key_of(LANE)) for said in (before, said_by(card))] == [False, True]


def test_only_who_has_the_key_of_the_service_reads_it_and_how_many_they_are_nobody(card, clock):
    granted(card, limit=24, period="year", family="none")
    used(card, 23)

    said = said_by(card)

    assert [said.is_last(key_of(slug)) for slug in (LANE, GREEN)] == [True, False]
    tags = [said.last[at : at + 6] for at in range(0, len(said.last), 6)]
    assert (len(tags), tags) == (4, sorted(set(tags)))
    clock.shift(1)
    assert said_by(card).last != said.last


def test_code_of_a_card_that_is_at_no_last_use_is_as_it_ever_was(card, clock):
    assert said_by(card).last is None


def test_window_gets_the_keys_of_its_own_services_alone(airport, hospital):
    keys = {place: {one["slug"]: one["key"] for one in known_to(place)["services"]} for place in (airport, hospital)}

    assert keys[airport] == {LANE: key_of(LANE).hex()}
    assert LANE not in keys[hospital]
    assert len({*keys[airport].values(), *keys[hospital].values()}) == 1 + len(keys[hospital])


def test_card_of_the_family_says_what_the_household_has_left_and_nothing_of_the_holders_own(
    card, clock, province_officer
):
    granted(card, limit=24, period="year", family="spouse_children")
    granted(card, slug=GREEN, limit=24, period="year", family="none")
    used(card, 22)
    used(card, 23, slug=GREEN)
    child = perform(ask_for_family(card), "accept", by=province_officer).cards.get()

    assert [said_by(child).is_last(key_of(slug)) for slug in (LANE, GREEN)] == [True, False]
    assert [said_by(card).is_last(key_of(slug)) for slug in (LANE, GREEN)] == [True, True]


@pytest.mark.parametrize(("number", "is_held_back"), [(0, False), (1, True)])
def test_child_is_held_back_in_each_stage_as_in_the_one_it_used_most(
    card, clock, province_officer, number, is_held_back
):
    granted(card, limit=2, period="stage", family="spouse_children")
    child = perform(ask_for_family(card), "accept", by=province_officer)
    used(card, number, limit=2, period=f"primary:{child.number_index[:7]}")

    assert said_by(child.cards.get()).is_last(key_of(LANE)) is is_held_back


def test_more_services_than_a_code_has_room_for_are_all_held_back(card, clock, airport):
    slugs = [row.service.slug for row in Entitlement.objects.filter(tier=card.tier, service__delivery="counter")]
    extra = Service.objects.exclude(slug__in=slugs).values_list("slug", flat=True)[: 9 - len(slugs)]
    Service.objects.filter(slug__in=[*extra]).update(delivery="counter")
    for slug in {*slugs, *extra}:
        granted(card, slug=slug, limit=24, period="year", family="none")
        used(card, 23, slug=slug)

    said = said_by(card)

    assert said.last == ""
    assert said.is_last(key_of("whatever-there-may-be"))


@pytest.mark.parametrize("slugs", [[LANE], [LANE, GREEN, "scenic-sites"]], ids=["one", "three"])
def test_looking_costs_as_many_statements_for_one_service_as_for_three(card, slugs, django_assert_num_queries):
    Entitlement.objects.filter(tier=card.tier).update(limit=None, period="none")
    Service.objects.filter(slug__in=slugs).update(delivery="counter")
    for slug in slugs:
        granted(card, slug=slug, limit=24, period="year", family="spouse_children")

    with django_assert_num_queries(5):
        assert at_their_last(card) == []
