"""Is a report of being turned away answered only as its table says? The matrix is written by hand."""

import pytest

from portal.audit.models import History
from portal.notifications.models import InboxMessage, OutboxMessage
from portal.workflow.engine import Refusal, perform, start
from portal.workflow.models import Reason
from services.models import Service, TurnedAway
from tests.cast import official

ACTORS = ("talent", "city", "other_city", "province", "partner", "stranger")
ALLOWED = {  # (status, step) -> who may; everybody else is refused and nothing is written
    ("open", "answer"): {"city"},
    ("answered", "answer"): set(),
}


@pytest.fixture
def people(card, city_officer, other_city_officer, province_officer, desk_staff, other_talent):
    return {
        "talent": card.talent,
        "city": city_officer,
        "other_city": other_city_officer,
        "province": province_officer,
        "partner": desk_staff,
        "stranger": other_talent,
    }


@pytest.fixture
def at(card, hospital):
    """A report put into a status without its flow, for one cell of the matrix."""

    def put(status="open", talent=card.talent):
        service = Service.objects.get(slug="medical-green-channel")
        row = TurnedAway(talent=talent, card=card, partner=hospital, service=service, due_on="2026-11-23")
        start(row, by=talent, action="report")
        TurnedAway.objects.filter(pk=row.pk).update(status=status)
        return TurnedAway.objects.get(pk=row.pk)

    return put


def traces():
    """How many rows tell of a step: history, reasons, messages on the site and on their way."""
    return [model.objects.count() for model in (History, Reason, InboxMessage, OutboxMessage)]


@pytest.mark.parametrize(("status", "step"), ALLOWED)
@pytest.mark.parametrize("actor", ACTORS)
def test_step_by_each_actor_is_done_or_leaves_no_trace(people, at, status, step, actor):
    row = at(status)
    values, before = TurnedAway.objects.values().get(pk=row.pk), traces()

    if actor in ALLOWED[status, step]:
        done = perform(row, step, by=people[actor], reason="已与医院核实")
        assert (done.status, done.answered_by, done.due_on) == ("answered", people[actor], None)
        assert InboxMessage.objects.filter(user=people["talent"], template="turned_away_answered").count() == 1
        return
    with pytest.raises(Refusal):
        perform(row, step, by=people[actor], reason="已与医院核实")
    assert (TurnedAway.objects.values().get(pk=row.pk), traces()) == (values, before)


@pytest.mark.parametrize(
    ("status", "actor", "reason", "code"),
    [
        ("open", "city", "", "reason_missing"),
        ("open", "city", " \n", "reason_missing"),
        ("open", "partner", "已整改", "not_allowed"),
        ("open", "talent", "不必了", "not_allowed"),
        ("answered", "city", "再答一次", "wrong_status"),
    ],
)
def test_refusal_names_its_reason(people, at, status, actor, reason, code):
    row = at(status)
    before = traces()

    with pytest.raises(Refusal) as refused:
        perform(row, "answer", by=people[actor], reason=reason)

    assert (refused.value.code, traces()) == (code, before)


def test_officer_never_answers_a_report_of_their_own(at):
    officer = official("officer.turned.away@example.cn", "city_officer")
    row = at(talent=officer)
    before = traces()

    with pytest.raises(Refusal) as refused:
        perform(row, "answer", by=officer, reason="已核实")

    assert (refused.value.code, traces()) == ("not_allowed", before)
