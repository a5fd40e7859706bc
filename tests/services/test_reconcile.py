"""Does `reconcile` find what counts or plans disagree about, and nothing where all is well?"""

import pytest

from accounts.card.actions import show_code
from portal.workflow.engine import perform
from services.models import Allowance, Instalment, InstalmentTotal
from services.partners.uses import record, undo
from services.reconcile import allowances_agree_with_uses, instalments_add_up, totals_agree_with_instalments
from tests.services.partners.test_checks import ask
from tests.services.requests.test_requests import subsidy  # noqa: F401


def test_counts_that_agree_are_no_finding_and_others_are(card, airport):
    uses = [record(ask(airport, show_code(card)[0], service="airport-lane"), outcome="served") for _ in range(2)]
    undo(uses[0], staff=None, reason="按错了")
    assert list(allowances_agree_with_uses()) == []

    Allowance.objects.update(used=2)

    assert len(list(allowances_agree_with_uses())) == 1


@pytest.mark.parametrize("is_broken", [False, True])
def test_parts_that_do_not_add_up_are_found(subsidy, city_officer, is_broken):  # noqa: F811
    perform(subsidy, "grant", by=city_officer)
    assert list(instalments_add_up()) == []

    if is_broken:
        Instalment.objects.filter(number=2).update(amount_yuan="1.00")

    assert len(list(instalments_add_up())) == is_broken


def test_totals_that_are_wrong_or_missing_are_named(subsidy, city_officer):  # noqa: F811
    perform(subsidy, "grant", by=city_officer)
    assert list(totals_agree_with_instalments()) == []

    InstalmentTotal.objects.update(amount_yuan="0.50")
    wrong = list(totals_agree_with_instalments())
    InstalmentTotal.objects.update(status="ended")
    missing = list(totals_agree_with_instalments())

    assert wrong == ["harbin, planned: the total says 0.50 yuan, the instalments say 100000.00"]
    assert missing == [
        "harbin, planned: the total says 0.00 yuan, the instalments say 100000.00",
        "harbin, ended: the total says 0.50 yuan, the instalments say 0.00",
    ]
