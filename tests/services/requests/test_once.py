"""Is one place a stage asked for a child, whichever of its parents asks, and one subsidy for a household?"""

import datetime as dt
from collections import Counter

import pytest
from django.db import connection

from portal.workflow.engine import Refusal, perform
from services.models import HomeSubsidy, SchoolPlace, Service, ServiceRequest
from services.requests import actions, effects, once
from services.requests.actions import ask, mend
from tests.cast import ask_for_family, official, person
from tests.factories import CardFactory
from tests.harness.at_once import at_once
from tests.services.partners.at_desks import ON_POSTGRESQL
from tests.services.partners.test_households import married
from tests.services.requests.test_requests import CHILD, HOME, answers

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("school")]


@pytest.fixture
def spouse(card):
    """Another holder, linked with nobody yet."""
    return CardFactory(talent=person("spouse@example.cn", name="王芳"), tier=card.tier)


@pytest.fixture
def officer(catalogue):
    return official("officer@example.cn", "province_officer", "heilongjiang")


def place(card, **more):
    row = answers("school-place", card, CHILD | more)
    return ask(card, Service.objects.get(slug="school-place"), answers=row, by=card.talent)


def subsidy(card, **more):
    row = answers("home-purchase-subsidy", card, HOME | more)
    return ask(card, Service.objects.get(slug="home-purchase-subsidy"), answers=row, by=card.talent)


def refused(work, *args, **more):
    """The code; nothing was written."""
    before = (ServiceRequest.objects.count(), SchoolPlace.objects.count(), HomeSubsidy.objects.count())
    with pytest.raises(Refusal) as refusal:
        work(*args, **more)
    assert (ServiceRequest.objects.count(), SchoolPlace.objects.count(), HomeSubsidy.objects.count()) == before
    return refusal.value.code


# -- two parents ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("order", ["holder first", "spouse first"])
@pytest.mark.parametrize("step", ["submit", "return", "grant"])
def test_second_of_two_spouses_is_refused_until_the_first_has_withdrawn(
    card, spouse, officer, school_staff, order, step
):
    first, second = (card, spouse) if order == "holder first" else (spouse, card)
    made = place(first)
    married(card, spouse, officer)
    if step != "submit":
        made = perform(made, step, by=school_staff, reason="出生日期与户口簿不一致")

    assert refused(place, second) == "asked_by_family"
    assert refused(place, first) == "already_asked"
    if step != "grant":
        perform(made, "withdraw", by=first.talent)
        assert place(second).status == "submitted"


def test_declined_request_of_one_leaves_the_place_to_the_other(card, spouse, officer, school_staff):
    married(card, spouse, officer)
    perform(place(card), "decline", by=school_staff, reason="今年无空余学位")

    assert place(spouse).status == "submitted"
    assert refused(place, card) == "asked_by_family"


def test_another_stage_and_another_child_of_spouses_are_other_places(card, spouse, officer):
    married(card, spouse, officer)
    place(card)

    place(spouse, stage="junior")
    place(spouse, child_name="李小冬")
    place(spouse, child_birth_date="2020-03-02")

    assert SchoolPlace.objects.filter(talent=spouse.talent, is_counted=True).count() == 3


def test_unlinked_holders_with_children_of_one_name_and_birth_date_do_not_hinder_each_other(card, spouse, officer):
    place(card)
    assert place(spouse).status == "submitted"

    perform(married(card, spouse, officer).cards.get(), "cancel", by=card.talent)

    assert place(card, stage="junior").status == "submitted"
    assert place(spouse, stage="junior").status == "submitted"


@pytest.mark.parametrize(
    ("number", "said"), [("730000077", "asked_by_family"), ("730000078", None)], ids=["same child", "namesake"]
)
def test_parents_whom_only_the_childs_family_cards_link_have_one_place(card, spouse, officer, number, said):
    who = {"name": CHILD["child_name"], "birth_date": dt.date(2020, 3, 1), "number": number}
    perform(ask_for_family(card, **(who | {"number": "730000077"})), "accept", by=officer)
    perform(ask_for_family(spouse, **who), "accept", by=officer)
    place(card)

    if said:
        assert refused(place, spouse) == said
    else:
        assert place(spouse).status == "submitted"


def test_returned_request_is_not_mended_into_the_child_of_the_other(card, spouse, officer, school_staff):
    married(card, spouse, officer)
    place(card)
    other = perform(place(spouse, child_name="李小冬"), "return", by=school_staff, reason="姓名与户口簿不一致")

    assert refused(mend, other, answers=answers("school-place", spouse, CHILD), by=spouse.talent) == "asked_by_family"

    other.refresh_from_db()
    assert (other.status, other.school_place.child_name) == ("returned", "李小冬")


# -- asked for before they were one household --------------------------------------------------------------------------
def test_of_two_places_asked_for_before_the_link_one_is_granted(card, spouse, officer, school_staff):
    first, second = place(card), place(spouse)
    other = place(spouse, stage="junior")
    married(card, spouse, officer)
    perform(first, "grant", by=school_staff)

    assert refused(perform, second, "grant", by=school_staff) == "given_in_family"

    second.refresh_from_db()
    assert (second.status, second.school_place.given_school) == ("submitted", None)
    assert perform(second, "decline", by=school_staff, reason="该子女已获批学位").status == "declined"
    assert perform(other, "grant", by=school_staff).status == "granted"


def test_of_two_subsidies_asked_for_before_the_link_one_is_granted(card, spouse, officer, city_officer):
    first, second = subsidy(card), subsidy(spouse)
    married(card, spouse, officer)
    perform(first, "grant", by=city_officer)

    assert refused(perform, second, "grant", by=city_officer) == "given_in_family"
    assert not second.instalments.exists()


# -- the subsidy, once a household ------------------------------------------------------------------------------------
def test_second_subsidy_of_a_household_is_refused_until_the_first_has_withdrawn(card, spouse, officer):
    married(card, spouse, officer)
    made = subsidy(spouse)

    assert refused(subsidy, card, contract_number="HT-2") == "asked_by_family"
    assert refused(subsidy, spouse, contract_number="HT-2") == "already_asked"
    perform(made, "withdraw", by=spouse.talent)
    assert subsidy(card).status == "submitted"


def test_holders_who_are_no_household_have_a_subsidy_each(card, spouse):
    subsidy(card)

    assert subsidy(spouse).status == "submitted"


# -- how the name is written ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "written", ["ivan petrov", "IVANPETROV", "Ivan\u3000Petrov", "Ｉｖａｎ Ｐｅｔｒｏｖ", "Ivan·Petrov"]
)
def test_name_written_otherwise_is_the_same_child(card, spouse, officer, written):
    married(card, spouse, officer)
    place(card, child_name="Ivan Petrov")
    SchoolPlace.objects.update(child_index="as it was kept before capitals were folded")

    assert refused(place, card, child_name=written) == "already_asked"
    assert refused(place, spouse, child_name=written) == "asked_by_family"


# -- at once ----------------------------------------------------------------------------------------------------------
class TestAtOnce:
    pytestmark = ON_POSTGRESQL

    @pytest.fixture(autouse=True)
    def slow_submit(self, monkeypatch):
        """Asking takes its time after it was looked who else has asked, so that all the others look meanwhile."""

        def slowly(*args, **more):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.3)")
            return perform(*args, **more)

        monkeypatch.setattr(actions, "perform", slowly)

    def asked_by_both(self, card, spouse, officer, asked):
        married(card, spouse, officer)
        cards = iter([card, spouse])
        return counted(at_once(2, lambda: asked(next(cards)).status))

    @pytest.mark.parametrize("asked", [place, subsidy])
    def test_of_two_spouses_who_ask_at_the_same_moment_one_is_refused(self, card, spouse, officer, asked):
        assert self.asked_by_both(card, spouse, officer, asked) == {"submitted": 1, "asked_by_family": 1}
        assert ServiceRequest.objects.count() == 1

    @pytest.mark.parametrize("asked", [place, subsidy])
    def test_without_taking_turns_the_same_test_fails(self, card, spouse, officer, asked, monkeypatch):
        """The control: both look, and neither sees what the other has not committed yet."""
        monkeypatch.setattr(actions, "take_turns", lambda row: None)

        assert self.asked_by_both(card, spouse, officer, asked) == {"submitted": 2}
        assert ServiceRequest.objects.count() == 2


class TestGrantedAtOnce:
    """Both asked before they were one household."""

    pytestmark = ON_POSTGRESQL

    @pytest.fixture(autouse=True)
    def slow_grant(self, monkeypatch):
        """Granting takes its time after it was looked what else was granted."""
        told = effects.events.request_decided

        def slowly(*args, **more):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.3)")
            return told(*args, **more)

        monkeypatch.setattr(effects.events, "request_decided", slowly)

    @pytest.fixture(params=["place", "subsidy"])
    def granted(self, request, card, spouse, officer, school_staff, city_officer):
        asked, by = {"place": (place, school_staff), "subsidy": (subsidy, city_officer)}[request.param]
        both = [asked(card), asked(spouse)]
        married(card, spouse, officer)

        def at_the_same_moment():
            rows = iter(both)
            return counted(at_once(2, lambda: perform(next(rows), "grant", by=by).status))

        return at_the_same_moment

    def test_one_of_the_two_is_granted(self, granted):
        assert granted() == {"granted": 1, "given_in_family": 1}

    def test_without_taking_turns_the_same_test_fails(self, granted, monkeypatch):
        """The control."""
        monkeypatch.setattr(once, "take_turns", lambda row: None)

        assert granted() == {"granted": 2}


def counted(outcomes):
    return Counter(getattr(outcome, "code", outcome) for outcome in outcomes)
