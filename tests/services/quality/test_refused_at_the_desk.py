"""Does a “refused” at the desk open a case by itself, once, and does an undo take it back?"""

import pytest

from accounts.card.actions import show_code
from accounts.rights.actions import delete_account
from portal.audit.models import History
from portal.notifications.models import InboxMessage
from portal.workflow.engine import perform
from services.models import Service, TurnedAway
from services.partners.uses import record, undo
from services.quality.actions import report
from tests.services.partners.test_checks import ask

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def refused(card, hospital, desk_staff):
    return record(ask(hospital, show_code(card)[0]), outcome="refused", reason="今日停诊", staff=desk_staff)


def tell(card, hospital, text="窗口说没有这项服务"):
    service = Service.objects.get(slug="medical-green-channel")
    return report(card, partner=hospital, service=service, text=text, by=card.talent)


def test_refused_use_of_an_eligible_card_opens_a_case_and_tells_all_three(refused, card, city_officer, desk_staff):
    case = TurnedAway.objects.get()

    assert (case.use, case.talent, case.status, str(case.due_on)) == (refused, card.talent, "open", "2026-11-23")
    assert History.objects.of(case).get().actor_id == desk_staff.public_id
    told = set(InboxMessage.objects.filter(template__startswith="turned").values_list("user", "template"))
    assert told == {(card.talent.pk, "turned_away_opened"), (desk_staff.pk, "turned_away_desk")}


@pytest.mark.parametrize("outcome", ["served", "postponed"])
def test_another_outcome_opens_no_case(card, hospital, outcome):
    record(ask(hospital, show_code(card)[0]), outcome=outcome)

    assert not TurnedAway.objects.exists()


def test_refusing_a_card_that_gives_nothing_opens_no_case(card, hospital):
    code, _row = show_code(card)
    perform(card, "suspend", by=card.talent)
    check = ask(hospital, code)

    record(check, outcome="refused", reason="卡已挂失")

    assert (check.reason, TurnedAway.objects.count()) == ("card_suspended", 0)


def test_undo_withdraws_the_case_and_tells_the_holder(refused, card, desk_staff):
    undo(refused, staff=desk_staff, reason="按错了")

    case = TurnedAway.objects.get()
    assert (case.status, case.due_on) == ("withdrawn", None)
    assert InboxMessage.objects.filter(user=card.talent, template="turned_away_withdrawn").count() == 1


def test_words_of_the_holder_join_the_case_and_no_undo_takes_it_from_them(refused, card, hospital, desk_staff):
    told = tell(card, hospital)

    undo(refused, staff=desk_staff, reason="按错了")

    assert TurnedAway.objects.get() == told
    assert (TurnedAway.objects.get().status, TurnedAway.objects.get().text) == ("open", "窗口说没有这项服务")
    assert list(History.objects.of(told).values_list("action", flat=True)) == ["refuse", "report"]


def test_refusal_recorded_after_the_holder_told_of_it_joins_that_case(card, hospital, desk_staff):
    check = ask(hospital, show_code(card)[0])
    told = tell(card, hospital)

    use = record(check, outcome="refused", reason="今日停诊", staff=desk_staff)

    assert (TurnedAway.objects.get(), TurnedAway.objects.get().use) == (told, use)


def test_refusal_of_somebody_who_has_left_meanwhile_is_recorded_without_a_case(card, hospital):
    check = ask(hospital, show_code(card)[0])
    delete_account(card.talent, by=card.talent)

    record(check, outcome="refused", reason="今日停诊")

    assert not TurnedAway.objects.exists()


def test_the_case_of_somebody_who_leaves_ends(refused, card):
    delete_account(card.talent, by=card.talent)

    assert TurnedAway.objects.get().status == "withdrawn"
