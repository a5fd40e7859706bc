"""Does somebody of a holder's family get a card as the catalogue says, by whom it is to be decided?"""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.family.actions import mend
from accounts.models import Card, FamilyMember
from policies.models import Tier
from portal.audit.models import History
from portal.models import InboxMessage
from portal.workflow.engine import Refusal, perform
from tests.cast import ask_for_family, person
from tests.factories import CardFactory

# -- asked and decided ------------------------------------------------------------------------------------------------
ACTORS = ("holder", "city", "province", "stranger")
ALLOWED = {  # (status, step) -> who may; the holder's card is of tier B, which the province decides
    ("asked", "accept"): {"province"},
    ("asked", "return"): {"province"},
    ("asked", "refuse"): {"province"},
    ("asked", "withdraw"): {"holder"},
    ("asked", "ask_again"): set(),
    ("returned", "ask_again"): {"holder"},
    ("returned", "withdraw"): {"holder"},
    ("returned", "accept"): set(),
    ("accepted", "refuse"): set(),
    ("accepted", "withdraw"): set(),
    ("refused", "accept"): set(),
    ("withdrawn", "accept"): set(),
}


@pytest.mark.parametrize(("status", "step"), ALLOWED)
def test_step_by_each_actor_is_done_or_leaves_no_trace(
    card, city_officer, province_officer, other_talent, status, step
):
    people = {"holder": card.talent, "city": city_officer, "province": province_officer, "stranger": other_talent}
    member = ask_for_family(card)
    FamilyMember.objects.filter(pk=member.pk).update(status=status)
    member.refresh_from_db()
    before = (History.objects.count(), InboxMessage.objects.count(), Card.objects.count())

    for actor in (one for one in ACTORS if one not in ALLOWED[status, step]):
        with pytest.raises(Refusal):
            perform(member, step, by=people[actor], reason="说明")
        assert (History.objects.count(), InboxMessage.objects.count(), Card.objects.count()) == before
    for actor in ALLOWED[status, step]:
        assert perform(member, step, by=people[actor], reason="说明").status != status


def test_childs_card_hangs_on_the_holders_decision_until_it_is_grown_up(card, province_officer, clock, card_of):
    born = dt.date(2012, 2, 29)
    child = perform(ask_for_family(card, birth_date=born), "accept", by=province_officer)

    made = card_of(child)
    assert (made.talent, made.application, made.tier) == (card.talent, card.application, card.tier)
    assert made.expires_on == dt.date(2030, 2, 28)
    assert made.number != card.number


@pytest.mark.parametrize(
    ("tier", "relation", "code"),
    [
        ("a", "parent", None),
        ("b", "parent", "not_in_tier"),
        ("c", "spouse", None),
        ("d", "spouse", "not_in_tier"),
        ("e", "child", "not_in_tier"),
    ],
)
def test_catalogue_says_whose_family_has_cards(catalogue, tier, relation, code):
    card = CardFactory(talent=person("someone@example.cn"), tier=Tier.objects.get(slug=tier))

    if code is None:
        assert ask_for_family(card, relation, birth_date=dt.date(1980, 1, 1)).status == "asked"
        return
    with pytest.raises(Refusal) as refused:
        ask_for_family(card, relation)
    assert refused.value.code == code
    assert FamilyMember.objects.count() == 0


def test_grown_up_child_and_the_same_person_twice_are_refused(card, clock):
    with pytest.raises(Refusal, match="18"):
        ask_for_family(card, birth_date=dt.date(2008, 11, 21))
    ask_for_family(card, birth_date=dt.date(2008, 11, 22))
    with pytest.raises(Refusal, match="已为此人"):
        ask_for_family(card)


@pytest.mark.parametrize(("born", "needs_consent"), [(dt.date(2012, 11, 21), True), (dt.date(2012, 11, 20), False)])
def test_guardian_agrees_for_a_child_under_fourteen(card, clock, as_user, paper, born, needs_consent):
    form = paper | {
        "relation": "child",
        "name": "李小雪",
        "birth_date": born,
        "kind": "passport",
        "number": "730000001",
    }

    page = as_user(card.talent).post("/me/family/new/", form | {"country": "RU", "form_key": "a"})

    assert (page.status_code, FamilyMember.objects.count()) == ((422, 0) if needs_consent else (302, 1))
    as_user(card.talent).post("/me/family/new/", form | {"country": "RU", "form_key": "b", "consent": "on"})
    assert card.talent.has_consented("family") == needs_consent


def test_returned_question_is_mended_and_sent_again(card, province_officer, as_user):
    """With the paper of before: a second one is not asked for."""
    member = perform(ask_for_family(card), "return", by=province_officer, reason="姓名与证件不符")
    browser = as_user(card.talent)
    assert "姓名与证件不符" in browser.get(f"/me/family/{member.public_id}/").content.decode()

    told = {"relation": "child", "name": "李小冬", "birth_date": member.birth_date, "kind": "passport"}
    browser.post(
        f"/me/family/{member.public_id}/mend/", told | {"number": "730000009", "country": "RU", "consent": "on"}
    )

    member.refresh_from_db()
    assert (member.status, member.name, member.number) == ("asked", "李小冬", "730000009")
    with pytest.raises(Refusal):
        mend(member, told=told | {"number": "730000009", "country": "RU"}, proof=[], has_agreed=True, by=card.talent)


# -- the database -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("wrong", ["not accepted", "of another", "second"])
def test_database_refuses_a_family_card_without_its_decision(card, other_talent, province_officer, wrong):
    member = ask_for_family(card)
    if wrong != "not accepted":
        member = perform(member, "accept", by=province_officer)
    if wrong == "of another":
        card = CardFactory(talent=other_talent)

    with pytest.raises(IntegrityError), transaction.atomic():
        CardFactory(talent=card.talent, application=card.application, tier=card.tier, member=member)


def test_database_refuses_a_decision_about_ones_own_family(card):
    member = ask_for_family(card)

    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyMember.objects.filter(pk=member.pk).update(accepted_at=timezone.now(), accepted_by=card.talent)
