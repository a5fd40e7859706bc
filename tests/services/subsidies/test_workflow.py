"""Does a part of a subsidy move only as its table says? The matrix is written by hand."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from portal.audit.models import History
from portal.notifications.models import InboxMessage, OutboxMessage
from portal.workflow.engine import Refusal, perform, start
from portal.workflow.models import Reason
from services.models import Instalment, Service, ServiceRequest
from tests.cast import official

ACTORS = ("talent", "city", "other_city", "province", "hospital", "stranger")
ALLOWED = {  # (status, is due, step) -> who may; everybody else is refused and nothing is written
    ("planned", True, "confirm"): {"city"},
    ("planned", False, "confirm"): set(),
    ("planned", True, "end"): {"city"},
    ("planned", False, "end"): {"city"},
    ("confirmed", True, "confirm"): set(),
    ("confirmed", True, "end"): set(),
    ("ended", True, "confirm"): set(),
    ("ended", True, "end"): set(),
}
TARGET = {"confirm": ("confirmed", "instalment_confirmed"), "end": ("ended", "instalment_ended")}


@pytest.fixture
def people(card, city_officer, other_city_officer, province_officer, desk_staff, other_talent):
    return {
        "talent": card.talent,
        "city": city_officer,
        "other_city": other_city_officer,
        "province": province_officer,
        "hospital": desk_staff,
        "stranger": other_talent,
    }


@pytest.fixture
def part(card, clock):
    """`part(status, is_due=...)`: a part put into a status without its flow, for one cell of the matrix."""

    def put(status="planned", *, is_due=True, talent=card.talent):
        request = ServiceRequest.objects.create(
            talent=talent,
            card=card,
            service=Service.objects.get(slug="home-purchase-subsidy"),
            city=card.talent.profile.city,
            status="granted",
        )
        planned_on = timezone.localdate() + dt.timedelta(days=0 if is_due else 1)
        row = Instalment(request=request, number=1, amount_yuan=Decimal(50_000), planned_on=planned_on)
        start(row, by=None, action="plan")
        Instalment.objects.filter(pk=row.pk).update(status=status)
        return Instalment.objects.get(pk=row.pk)

    return put


def traces():
    """How many rows tell of a step: history, reasons, messages on the site and on their way."""
    return [model.objects.count() for model in (History, Reason, InboxMessage, OutboxMessage)]


@pytest.mark.parametrize(("status", "is_due", "step"), ALLOWED)
@pytest.mark.parametrize("actor", ACTORS)
def test_step_by_each_actor_is_done_or_leaves_no_trace(people, part, status, is_due, step, actor):
    row = part(status, is_due=is_due)
    values, before = Instalment.objects.values().get(pk=row.pk), traces()

    if actor in ALLOWED[status, is_due, step]:
        done = perform(row, step, by=people[actor], reason="说明")
        target, message = TARGET[step]
        assert (done.status, getattr(done, f"{target}_by")) == (target, people[actor])
        assert InboxMessage.objects.filter(user=people["talent"], template=message).count() == 1
        return
    with pytest.raises(Refusal):
        perform(row, step, by=people[actor], reason="说明")
    assert (Instalment.objects.values().get(pk=row.pk), traces()) == (values, before)


@pytest.mark.parametrize(
    ("status", "is_due", "step", "actor", "reason", "code"),
    [
        ("planned", False, "confirm", "city", "", "not_due"),
        ("planned", True, "confirm", "talent", "", "not_allowed"),
        ("planned", True, "confirm", "other_city", "", "not_allowed"),
        ("planned", True, "end", "city", "", "reason_missing"),
        ("planned", True, "end", "city", " \n", "reason_missing"),
        ("confirmed", True, "end", "city", "已离职", "wrong_status"),
        ("ended", True, "confirm", "city", "", "wrong_status"),
    ],
)
def test_refusal_names_its_reason(people, part, status, is_due, step, actor, reason, code):
    row = part(status, is_due=is_due)
    before = traces()

    with pytest.raises(Refusal) as refused:
        perform(row, step, by=people[actor], reason=reason)

    assert (refused.value.code, traces()) == (code, before)


@pytest.mark.parametrize("step", ["confirm", "end"])
def test_officer_never_decides_a_part_of_their_own(part, card, clock, step):
    officer = official("officer.who.asked@example.cn", "city_officer")
    row = part(talent=officer)
    before = traces()

    with pytest.raises(Refusal) as refused:
        perform(row, step, by=officer, reason="说明")

    assert (refused.value.code, traces()) == ("not_allowed", before)
