"""Is each use counted on one row, never above its limit, and given back to that very row, with a reason?"""

import datetime as dt

import pytest

from accounts.card.actions import show_code
from portal.workflow.engine import Refusal
from services import reconcile
from services.models import Allowance, Entitlement, Service, Use, UseUndone
from services.partners.counting import counted_for
from services.partners.uses import record, undo
from tests.cast import honours, staff_of
from tests.factories import PartnerFactory
from tests.services.partners.test_checks import ask

LANE, EXAMINATION = "airport-lane", "health-examination"


@pytest.fixture
def served(card, airport, clock):
    """A use of the airport lane, recorded just now."""
    return lambda: record(ask(airport, show_code(card)[0], service=LANE), outcome="served")


def used(card):
    return dict(Allowance.objects.filter(holder=card.talent).values_list("period", "used"))


@pytest.mark.parametrize(
    ("limit", "period", "expected"),
    [
        (24, "year", ("2026", 24)),
        (1, "once", ("once", 1)),
        (None, "visit", None),
        (None, "none", None),
        (1, "stage", None),
    ],
)
def test_a_use_counts_over_the_span_that_the_catalogue_says(card, clock, limit, period, expected):
    service = Service.objects.get(slug=LANE)
    Entitlement.objects.filter(service=service, tier=card.tier).update(limit=limit, period=period)

    found = counted_for(card, service)

    assert (found and (found.period, found.limit)) == expected
    assert found is None or found.holder_id == card.talent_id


def test_use_stands_on_the_row_that_it_was_counted_on(served, card):
    use = served()

    assert (use.allowance, use.counted) == (Allowance.objects.get(holder=card.talent), 1)


def test_use_of_a_service_without_limit_stands_on_no_row(card, hospital, clock):
    use = record(ask(hospital, show_code(card)[0]), outcome="served")

    assert (use.allowance, use.counted, Allowance.objects.count()) == (None, 0, 0)


def test_one_examination_a_year_as_the_catalogue_ships_it(card, hospital, clock):
    honours(hospital, EXAMINATION)
    record(ask(hospital, show_code(card)[0], service=EXAMINATION), outcome="served")

    assert ask(hospital, show_code(card)[0], service=EXAMINATION).reason == "allowance_used_up"
    clock.move_to("2027-01-01 08:00")
    assert ask(hospital, show_code(card)[0], service=EXAMINATION).reason == "ok"


def test_check_before_midnight_of_the_year_counts_in_its_own_and_is_given_back_there(card, airport, clock):
    clock.move_to("2026-12-31 23:50")
    last_year, check = ask(airport, show_code(card)[0], service=LANE), ask(airport, show_code(card)[0], service=LANE)
    record(last_year, outcome="served")
    clock.move_to("2027-01-01 00:05")

    use = record(check, outcome="served")
    assert used(card) == {"2026": 2}
    undo(use, staff=None, reason="按错了")

    assert used(card) == {"2026": 1}
    assert list(reconcile.allowances_agree_with_uses()) == []


def test_catalogue_changed_in_between_does_not_move_what_is_given_back(served, card):
    first = served()
    Entitlement.objects.filter(service__slug=LANE, tier=card.tier).update(limit=3, period="once")
    second = served()
    assert used(card) == {"2026": 1, "once": 1}

    undo(first, staff=None, reason="按错了")

    assert used(card) == {"2026": 0, "once": 1}
    assert second.allowance.period == "once"
    assert list(reconcile.allowances_agree_with_uses()) == []


def test_use_recorded_before_rows_were_kept_is_given_back_by_its_year(card, airport, clock):
    check = ask(airport, show_code(card)[0], service=LANE)
    Allowance.objects.create(holder=card.talent, service=check.service, period="2026", limit=12, used=1)
    old = Use.objects.create(check_made=check, outcome="served", counted=1, recorded_at=dt.datetime.now(dt.UTC))
    assert list(reconcile.allowances_agree_with_uses()) == []

    undo(old, staff=None, reason="按错了")

    assert used(card) == {"2026": 0}


def test_reconcile_finds_a_row_that_counts_otherwise(served):
    served()
    Allowance.objects.update(used=2)

    assert len(list(reconcile.allowances_agree_with_uses())) == 1


def test_undo_says_why_or_is_refused(served, card):
    use = served()

    with pytest.raises(Refusal) as refused:
        undo(use, staff=None, reason=" ")

    assert (refused.value.code, used(card), UseUndone.objects.count()) == ("reason_missing", {"2026": 1}, 0)


@pytest.mark.parametrize(
    ("posted", "reason"),
    [
        ({"why": "mistake"}, "按错了"),
        ({"why": "other", "words": "客人改签"}, "客人改签"),
        ({"why": "other"}, None),
        ({}, None),
    ],
)
def test_desk_undoes_with_a_reason_of_the_list_or_in_words(served, card, airport, as_user, posted, reason):
    use, staff = served(), staff_of(airport, "lounge@example.cn")

    as_user(staff).post(f"/desk/uses/{use.public_id}/undo/", posted)

    assert list(UseUndone.objects.values_list("reason", "staff")) == ([(reason, staff.pk)] if reason else [])
    assert used(card) == {"2026": 0 if reason else 1}


def test_another_desk_undoes_nothing(served, card, as_user):
    use, other = served(), staff_of(PartnerFactory(), "other@example.cn")

    answer = as_user(other).post(f"/desk/uses/{use.public_id}/undo/", {"why": "mistake"})

    assert (answer.status_code, used(card)) == (404, {"2026": 1})


def test_companions_of_a_visit_are_limited_by_its_own_check(card, airport, clock):
    check = ask(airport, show_code(card)[0], service=LANE)
    assert check.companions == 1

    with pytest.raises(Refusal) as refused:
        record(check, outcome="served", companions_used=2)
    record(check, outcome="served", companions_used=1)
    again = record(ask(airport, show_code(card)[0], service=LANE), outcome="served", companions_used=1)

    assert (refused.value.code, again.companions_used, used(card)) == ("too_many_companions", 1, {"2026": 2})
