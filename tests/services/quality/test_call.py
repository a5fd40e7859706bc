"""Is the call to the talent recorded with when, how often and how it ended, and refused where it cannot be so?"""

import pytest
from django.db import IntegrityError, transaction

from portal.workflow.engine import perform
from services.models import Service, TurnedAway
from services.quality.actions import report

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def answered(card, hospital, city_officer, desk_staff):
    service = Service.objects.get(slug="medical-green-channel")
    case = report(card, partner=hospital, service=service, text="窗口不认", by=card.talent)
    case = perform(case, "explain", by=desk_staff, reason="系统故障")
    return perform(case, "answer", by=city_officer, reason="已与医院核实")


@pytest.fixture
def settle(answered, city_officer, as_user, clock):
    clock.move_to("2026-11-23 18:00")

    def posted(key, **given):
        called = {"reached": "yes", "called_at": "2026-11-23T17:30", "tries": 1, "reason": "本人表示已解决"}
        address = f"/admin/services/turnedaway/{answered.pk}/step/settle/"
        return as_user(city_officer).post(address, called | given | {"form_key": key})

    return posted


def test_officer_records_that_the_talent_was_reached(settle, city_officer):
    assert settle("a").status_code == 302

    case = TurnedAway.objects.get()
    assert (case.status, case.reached, case.tries, case.settled_by) == ("settled", "yes", 1, city_officer)
    assert case.called_at.isoformat() == "2026-11-23T09:30:00+00:00"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reached": "no"}, "至少拨打两次"),
        ({"called_at": "2026-11-23T18:30"}, "不能晚于现在"),
        ({"called_at": "2026-11-20T08:00"}, "请在答复之后回访"),
        ({"reason": ""}, "id_reason_error"),
    ],
)
def test_call_that_cannot_have_been_settles_nothing(settle, given, said):
    page = settle("a", **given).content.decode()

    assert said in page
    assert TurnedAway.objects.get().status == "answered"


def test_talent_not_reached_after_two_tries_is_settled_as_that(settle):
    settle("a", reached="no", tries=2, reason="两次未接听，已发短信")

    assert (TurnedAway.objects.get().status, TurnedAway.objects.get().reached) == ("settled", "no")


def test_the_database_refuses_not_reached_after_one_try(answered):
    call = {"called_at": answered.answered_at, "reached": "no", "tries": 1}

    with pytest.raises(IntegrityError), transaction.atomic():
        TurnedAway.objects.filter(pk=answered.pk).update(**call)


def test_queue_of_the_bureau_stands_in_the_order_of_its_deadlines(
    answered, card, hospital, city_officer, as_user, clock
):
    service = Service.objects.get(slug="medical-green-channel")
    days = ("2026-11-26", "2026-11-24", "2026-11-25")
    codes = {}
    for day in days:
        case = report(card, partner=hospital, service=service, text="又一次", by=card.talent)
        TurnedAway.objects.filter(pk=case.pk).update(due_on=day)
        codes[day] = case.code

    page = as_user(city_officer).get("/admin/services/turnedaway/?status__exact=open").content.decode()

    assert sorted(codes, key=lambda day: page.index(codes[day])) == sorted(days)
