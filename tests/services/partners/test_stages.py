"""Is what the catalogue counts for each child and school stage counted so at the counter, or is it said why not?"""

import pytest

from accounts.card.actions import show_code
from portal.workflow.engine import Refusal, perform
from services import reconcile
from services.models import Allowance, Entitlement
from services.partners import allowances
from services.partners.clients import give_client
from services.partners.counting import Counted
from services.partners.uses import record, undo
from tests.cast import ask_for_family, official, person
from tests.factories import CardFactory
from tests.services.partners.at_desks import ON_POSTGRESQL, raced
from tests.services.partners.test_checks import ask

LANE = "airport-lane"
CHILD = {"kind": "passport", "number": "730000077", "country": "RU"}


@pytest.fixture
def by_stage(card):
    """The lane stands for a service of the counter that is given once for each child and stage."""
    Entitlement.objects.filter(service__slug=LANE, limit__gt=0).update(
        limit=1, period="stage", family="spouse_children"
    )


@pytest.fixture
def officer(catalogue):
    return official("officer@example.cn", "province_officer", "heilongjiang")


def card_of_child(card, officer, **who):
    return perform(ask_for_family(card, **(CHILD | who)), "accept", by=officer).cards.get()


def check_of(card, airport):
    return ask(airport, show_code(card)[0], service=LANE)


def refused(check, **said):
    with pytest.raises(Refusal) as why:
        record(check, outcome="served", **said)
    return why.value.code


def test_use_names_the_child_and_the_stage_or_is_answered_with_why_not(card, by_stage, officer, airport, clock):
    child = card_of_child(card, officer)

    assert refused(check_of(card, airport), stage="primary") == "child_not_named"
    assert refused(check_of(child, airport)) == "stage_missing"
    assert refused(check_of(child, airport), stage="university") == "stage_missing"
    assert Allowance.objects.count() == 0


def test_each_stage_and_each_child_has_its_own(card, by_stage, officer, airport, clock):
    child, other = card_of_child(card, officer), card_of_child(card, officer, name="李小冬", number="730000078")

    for one, stage in ((child, "kindergarten"), (child, "primary"), (other, "primary")):
        record(check_of(one, airport), outcome="served", stage=stage)

    assert refused(check_of(child, airport), stage="primary") == "allowance_used_up"
    assert list(Allowance.objects.values_list("used", flat=True)) == [1, 1, 1]


def test_child_of_two_holders_has_one_place_whichever_card_is_shown(card, by_stage, officer, airport, clock):
    other = CardFactory(talent=person("father@example.cn"), tier=card.tier)
    first, second = card_of_child(card, officer), card_of_child(other, officer)
    use = record(check_of(first, airport), outcome="served", stage="junior")

    assert refused(check_of(second, airport), stage="junior") == "allowance_used_up"
    undo(use, staff=None, reason="按错了")
    record(check_of(second, airport), outcome="served", stage="junior")

    assert list(Allowance.objects.values_list("used", flat=True)) == [1]
    assert list(reconcile.allowances_agree_with_uses()) == []


def test_partners_system_names_the_stage(card, by_stage, officer, airport, client):
    link, secret = give_client(airport)
    check = check_of(card_of_child(card, officer), airport)
    asked = {"grant_type": "client_credentials", "client_id": link.client_id, "client_secret": secret}
    token = client.post("/identity/o/api/token", asked | {"scope": "partner"}).json()["access_token"]

    def send(key, **said):
        headers = {"authorization": f"Bearer {token}", "Idempotency-Key": key}
        body = {"check": str(check.public_id), "outcome": "served"} | said
        answer = client.post("/api/v1/partner/uses/", body, content_type="application/json", headers=headers)
        return answer.status_code, answer.json().get("code"), answer.json().get("counted")

    assert send("a") == (409, "stage_missing", None)
    assert send("b", stage="high")[:2] == (400, "invalid")
    assert send("c", stage="primary") == (201, None, 1)


class TestFiftyAtOnce:
    pytestmark = ON_POSTGRESQL

    def test_one_place_a_stage_and_child_is_given_once(self, card, by_stage, officer, airport):
        check = check_of(card_of_child(card, officer), airport)

        assert raced([check], 50, stage="primary") == {"served": 1, "allowance_used_up": 49}

    def test_without_the_childs_row_the_same_test_fails(self, card, by_stage, officer, airport, monkeypatch):
        """The control: every use counts on a row of its own."""
        check = check_of(card_of_child(card, officer), airport)
        alone = lambda one, stage: Counted(one.card.talent_id, str(one.pk), 1)  # noqa: E731
        monkeypatch.setattr(allowances, "counted_in", alone)

        assert raced([check], 8, stage="primary") == {"served": 8}
