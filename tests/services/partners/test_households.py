"""Do two holders who are one household share what is counted for the family, and nothing else?"""

import pytest
from django.db.models import JSONField, Value
from django.utils import timezone

from accounts.card.actions import show_code
from accounts.family.household import holders_of
from policies.models import Tier
from portal.workflow.engine import Refusal, perform
from services import reconcile
from services.catalogue.held import held_of
from services.models import Allowance, Entitlement, Service
from services.partners import counting
from services.partners.uses import record, undo
from tests.cast import ask_for_family, official, person
from tests.factories import CardFactory
from tests.services.partners.at_desks import ON_POSTGRESQL, raced
from tests.services.partners.test_checks import ask

LANE = "airport-lane"


@pytest.fixture
def spouse(card):
    """Another holder, of tier A, with a card of her own: both tiers give the lane to the family."""
    Entitlement.objects.filter(service__slug=LANE, limit__gt=0).update(family="spouse_children")
    return CardFactory(talent=person("spouse@example.cn", name="王芳"), tier=Tier.objects.get(slug="a"))


def married(card, spouse, officer):
    """The holder's family card for the spouse, with the number of the spouse's own document."""
    document = spouse.talent.identity_document
    said = {"name": "王芳", "kind": document.kind, "number": document.number, "country": document.country}
    return perform(ask_for_family(card, "spouse", **said), "accept", by=officer)


def served(card, airport):
    return record(ask(airport, show_code(card)[0], service=LANE), outcome="served")


def rows():
    return sorted(Allowance.objects.values_list("holder__email", "used"))


# -- who is one -------------------------------------------------------------------------------------------------------
def test_family_card_makes_the_link_from_both_sides_until_it_ends(card, spouse, province_officer):
    alone, both = [card.talent_id], sorted([card.talent_id, spouse.talent_id])
    assert holders_of(card.talent_id) == alone
    member = married(card, spouse, province_officer)

    assert [holders_of(card.talent_id), holders_of(spouse.talent_id)] == [both, both]
    perform(member.cards.get(), "suspend", by=card.talent)
    assert holders_of(spouse.talent_id) == both
    perform(member.cards.get(), "cancel", by=card.talent)
    assert holders_of(card.talent_id) == alone


def test_link_reaches_on_and_costs_one_statement_however_far(card, spouse, province_officer, django_assert_num_queries):
    third = CardFactory(talent=person("third@example.cn"), tier=Tier.objects.get(slug="a"))
    with django_assert_num_queries(1):
        assert holders_of(third.talent_id) == [third.talent_id]
    married(card, spouse, province_officer)
    married(spouse, third, province_officer)

    for one in (card, third):
        with django_assert_num_queries(1):
            assert holders_of(one.talent_id) == sorted([card.talent_id, spouse.talent_id, third.talent_id])


def test_question_that_is_not_accepted_links_nobody(card, spouse):
    document = spouse.talent.identity_document
    ask_for_family(card, "spouse", kind=document.kind, number=document.number, country=document.country)

    assert holders_of(card.talent_id) == [card.talent_id]


# -- what they share --------------------------------------------------------------------------------------------------
def test_uses_of_both_count_together_and_both_are_told_what_is_left(card, spouse, province_officer, airport, clock):
    served(spouse, airport)
    married(card, spouse, province_officer)

    use = served(card, airport)

    lane = Service.objects.get(slug=LANE)
    assert [held_of(one, lane).used for one in (card, spouse)] == [2, 2]
    assert ask(airport, show_code(card)[0], service=LANE).left == 10
    assert ask(airport, show_code(spouse)[0], service=LANE).left == 22
    undo(use, staff=None, reason="按错了")
    assert held_of(spouse, lane).used == 1
    assert list(reconcile.allowances_agree_with_uses()) == []


@pytest.mark.parametrize("first", ["holder", "spouse"])
def test_last_one_of_the_household_is_taken_by_either_and_then_refused_to_both(
    card, spouse, province_officer, airport, clock, first
):
    Entitlement.objects.filter(service__slug=LANE, limit__gt=0).update(limit=1)
    married(card, spouse, province_officer)
    two = [card, spouse] if first == "holder" else [spouse, card]
    checks = [ask(airport, show_code(one)[0], service=LANE) for one in (*two, two[0])]
    record(checks[0], outcome="served")

    for check in checks[1:]:
        with pytest.raises(Refusal, match="用完"):
            record(check, outcome="served")

    assert [used for _holder, used in rows()] == [1]
    assert ask(airport, show_code(two[1])[0], service=LANE).reason == "allowance_used_up"


def test_uses_of_before_the_link_leave_nothing_to_take(card, spouse, province_officer, airport, clock):
    Entitlement.objects.filter(service__slug=LANE, limit__gt=0).update(limit=1)
    served(spouse, airport)
    check = ask(airport, show_code(card)[0], service=LANE)
    married(card, spouse, province_officer)

    with pytest.raises(Refusal, match="用完"):
        record(check, outcome="served")

    assert rows() == [("spouse@example.cn", 1)]


def test_what_is_for_the_holder_alone_each_has_whole(card, spouse, province_officer, airport, clock):
    Entitlement.objects.filter(service__slug=LANE, limit__gt=0).update(family="none", limit=1)
    married(card, spouse, province_officer)

    served(card, airport)
    served(spouse, airport)

    assert [used for _holder, used in rows()] == [1, 1]


# -- at once ----------------------------------------------------------------------------------------------------------
def outcomes(card, spouse, airport, desks=50):
    """Of the last use, asked for by both spouses at fifty desks at the same moment."""
    Entitlement.objects.filter(service__slug=LANE, limit__gt=0).update(limit=1)
    married(card, spouse, official("officer@example.cn", "province_officer", "heilongjiang"))
    return raced([ask(airport, show_code(one)[0], service=LANE) for one in (card, spouse)], desks)


class TestFiftyAtOnce:
    pytestmark = ON_POSTGRESQL

    def test_last_use_of_a_household_is_given_to_one_of_the_two(self, card, spouse, airport):
        assert outcomes(card, spouse, airport) == {"served": 1, "allowance_used_up": 49}
        assert Allowance.objects.get(period=str(timezone.localdate().year)).used == 1

    def test_without_the_household_the_same_test_fails(self, card, spouse, airport, monkeypatch):
        """The control: each counts alone."""
        monkeypatch.setattr(counting, "RowsOfHousehold", lambda *_of: Value(None, JSONField()))

        assert outcomes(card, spouse, airport, desks=8)["served"] == 2
