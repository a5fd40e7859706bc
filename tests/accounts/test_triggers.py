"""Does the database itself refuse cards without a decision and decisions in one's own case, raw SQL included?"""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import Application, Card
from policies.models import Tier
from tests.factories import ApplicationFactory, CardFactory, UserFactory


def refused(message):
    return pytest.raises(IntegrityError, match=message)


@pytest.mark.parametrize("wrong", ["draft", "refused", "holder", "tier"])
def test_card_without_its_decision_is_refused(card, wrong):
    decision, holder, tier = card.application, card.talent, card.tier
    Card.objects.all().delete()
    if wrong in {"draft", "refused"}:
        stamps = {"approved_at": None, "approved_by": None}
        Application.objects.filter(pk=decision.pk).update(status=wrong, **stamps)
    holder = UserFactory() if wrong == "holder" else holder
    tier = Tier.objects.get(slug="a") if wrong == "tier" else tier

    with refused("a card is issued only for an approved application"), transaction.atomic():
        CardFactory(application=decision, talent=holder, tier=tier)

    assert Card.objects.count() == 0


def test_card_with_its_decision_is_issued_and_its_status_may_change(card):
    Card.objects.update(status="suspended", suspended_at=timezone.now(), suspended_by=card.talent)

    assert Card.objects.values_list("status", flat=True).get() == "suspended"


@pytest.mark.parametrize("column", ["number", "tier_id", "talent_id"])
def test_card_made_out_to_another_is_refused(card, column):
    value = {"number": "'HLJ202600000000'", "tier_id": Tier.objects.get(slug="a").pk, "talent_id": UserFactory().pk}

    forbidden = refused("number, holder, decision and tier of a card never change")
    with forbidden, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE accounts_card SET {column} = {value[column]}")

    assert Card.objects.filter(number=card.number, tier=card.tier, talent=card.talent).count() == 1


@pytest.mark.parametrize("step", ["accepted", "forwarded", "returned", "approved", "refused"])
def test_officer_in_an_own_case_is_refused(catalogue, step):
    application = ApplicationFactory()

    words = [timezone.now().isoformat(), application.talent_id]
    forbidden = refused("nobody acts as an officer on an application of their own")
    with forbidden, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE accounts_application SET {step}_at = %s, {step}_by_id = %s", words)

    assert Application.objects.values_list(f"{step}_by", flat=True).get() is None


def test_applicant_submits_and_withdraws_their_own(catalogue):
    application = ApplicationFactory()
    now, own = timezone.now(), application.talent

    Application.objects.update(submitted_at=now, submitted_by=own, withdrawn_at=now, withdrawn_by=own)

    assert Application.objects.values_list("withdrawn_by", flat=True).get() == own.pk
