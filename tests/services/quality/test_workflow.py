"""Does a case of being turned away move only as its table says? The matrix is written by hand."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.card.actions import show_code
from portal.audit.models import History
from portal.notifications.models import InboxMessage, OutboxMessage
from portal.workflow.engine import Refusal, perform, start
from portal.workflow.models import Reason
from services.models import Service, TurnedAway
from tests.cast import official, staff_of
from tests.services.partners.test_checks import ask

ACTORS = ("talent", "city", "other_city", "province", "liaison", "partner", "stranger", "portal")
STATUSES = ("open", "late", "explained", "answered", "settled", "withdrawn")
ALLOWED = {  # (status, step) -> who may; everybody else is refused and nothing is written. Late: open past its day
    ("open", "explain"): {"liaison"},
    ("late", "explain"): {"liaison"},
    ("late", "lapse"): {"portal"},
    ("late", "answer"): {"city"},
    ("explained", "answer"): {"city"},
    ("answered", "settle"): {"city"},
    ("open", "withdraw"): {"portal"},
    ("late", "withdraw"): {"portal"},
    ("explained", "withdraw"): {"portal"},
    ("answered", "withdraw"): {"portal"},
}
TARGETS = {"explain": "explained", "lapse": "open", "answer": "answered", "settle": "settled", "withdraw": "withdrawn"}
DUE = {"explain": "2026-11-23", "lapse": "2026-11-19", "answer": "2026-11-27", "settle": "None", "withdraw": "None"}
TOLD = {
    "explain": {("talent", "turned_away_explained"), ("city", "turned_away_explained_officer")},
    "lapse": {("city", "turned_away_lapsed_officer"), ("liaison", "turned_away_lapsed_desk")},
    "answer": {
        ("talent", "turned_away_answered"),
        *((who, "turned_away_answered_desk") for who in ("liaison", "partner")),
    },
    "settle": {("talent", "turned_away_settled")},
    "withdraw": {("talent", "turned_away_withdrawn")},
}
CALL = {"called_at": datetime(2026, 11, 20, 2, tzinfo=UTC), "reached": "yes", "tries": 1}


@pytest.fixture
def liaison(hospital):
    """Of the hospital's desk, and named with an account."""
    return named(hospital, staff_of(hospital, "liaison@example.cn"))


def named(partner, account):
    partner.liaisons.create(name="示例护士长", phone="0451-0000 8815", account=account)
    return account


@pytest.fixture
def people(card, city_officer, other_city_officer, province_officer, desk_staff, liaison, other_talent):
    return {
        "talent": card.talent,
        "city": city_officer,
        "other_city": other_city_officer,
        "province": province_officer,
        "liaison": liaison,
        "partner": desk_staff,
        "stranger": other_talent,
        "portal": None,
    }


@pytest.fixture
def at(card, hospital):
    """A case put into a status without its flow, for one cell of the matrix."""

    def put(status="open", talent=card.talent, **more):
        service = Service.objects.get(slug="medical-green-channel")
        due_on = "2026-11-19" if status == "late" else "2026-11-23"
        row = TurnedAway(talent=talent, card=card, partner=hospital, service=service, due_on=due_on, **more)
        start(row, by=talent, action="report")
        TurnedAway.objects.filter(pk=row.pk).update(status="open" if status == "late" else status)
        return TurnedAway.objects.get(pk=row.pk)

    return put


def traces():
    """How many rows tell of a step: history, reasons, messages on the site and on their way."""
    return [model.objects.count() for model in (History, Reason, InboxMessage, OutboxMessage)]


@pytest.mark.parametrize("step", TARGETS)
@pytest.mark.parametrize("status", STATUSES)
def test_step_by_each_actor_is_done_or_leaves_no_trace(people, at, status, step, clock):
    for actor in ACTORS:
        row = at(status)
        values, before = TurnedAway.objects.values().get(pk=row.pk), traces()

        if actor in ALLOWED.get((status, step), set()):
            with transaction.atomic():
                assert_done(row, step, people, actor)
                transaction.set_rollback(True)
        else:
            with pytest.raises(Refusal):
                perform(row, step, by=people[actor], reason="已与医院核实", data=CALL)
            assert (TurnedAway.objects.values().get(pk=row.pk), traces()) == (values, before)


def assert_done(row, step, people, actor):
    done = perform(row, step, by=people[actor], reason="已与医院核实", data=CALL)

    assert (done.status, str(done.due_on)) == (TARGETS[step], DUE[step])
    assert getattr(done, f"{done.status}_by", None) == people[actor]
    assert (done.lapsed_at is not None) == (step == "lapse")
    names = {user.pk: name for name, user in people.items() if user}
    told = InboxMessage.objects.filter(template__startswith="turned_away_").values_list("user", "template")
    assert {(names[user], template) for user, template in told} == TOLD[step]


@pytest.mark.parametrize(
    ("status", "step", "actor", "reason", "code"),
    [
        ("open", "explain", "liaison", " \n", "reason_missing"),
        ("open", "explain", "partner", "系统故障", "not_allowed"),
        ("open", "lapse", "portal", "", "not_lapsed"),
        ("explained", "answer", "city", "", "reason_missing"),
        ("answered", "settle", "city", "", "reason_missing"),
        ("open", "answer", "city", "先答复", "partners_turn"),
        ("explained", "answer", "partner", "已整改", "not_allowed"),
        ("answered", "settle", "partner", "已联系本人", "not_allowed"),
        ("explained", "answer", "talent", "不必了", "not_allowed"),
        ("answered", "answer", "city", "再答一次", "wrong_status"),
    ],
)
def test_refusal_names_its_reason(people, at, status, step, actor, reason, code, clock):
    row = at(status)
    before = traces()

    with pytest.raises(Refusal) as refused:
        perform(row, step, by=people[actor], reason=reason, data=CALL)

    assert (refused.value.code, traces()) == (code, before)


def test_officer_never_answers_a_case_of_their_own(at, clock):
    officer = official("officer.turned.away@example.cn", "city_officer")
    row = at("late", talent=officer)
    before = traces()

    with pytest.raises(Refusal) as refused:
        perform(row, "answer", by=officer, reason="已核实")

    assert (refused.value.code, traces()) == ("not_allowed", before)


@pytest.fixture
def both(hospital, city_officer):
    """An officer of the city who also stands at the partner's desk."""
    city_officer.memberships.create(role="desk_staff", partner=hospital)
    return type(city_officer).objects.get(pk=city_officer.pk)


def test_officer_who_belongs_to_the_partner_explains_and_does_not_answer(at, both, clock):
    row = perform(at(), "explain", by=both, reason="系统故障")

    with pytest.raises(Refusal) as refused:
        perform(row, "answer", by=both, reason="已核实")

    assert (refused.value.code, TurnedAway.objects.get().status) == ("not_allowed", "explained")


def test_officer_who_once_checked_the_card_there_does_not_answer(at, card, hospital, city_officer, clock):
    check = ask(hospital, show_code(card)[0], staff=city_officer)
    row = at("late", last_check=check)

    with pytest.raises(Refusal) as refused:
        perform(row, "answer", by=city_officer, reason="已核实")

    assert refused.value.code == "not_allowed"


@pytest.mark.parametrize("step", ["answered", "settled"])
def test_the_database_refuses_an_answer_by_who_is_complained_about(at, people, step, clock):
    row, moment = at("explained"), datetime(2026, 11, 20, tzinfo=UTC)
    by_desk = {f"{step}_at": moment, f"{step}_by": people["partner"]}

    with pytest.raises(IntegrityError, match="complained about"), transaction.atomic():
        TurnedAway.objects.filter(pk=row.pk).update(**by_desk)
    TurnedAway.objects.filter(pk=row.pk).update(**by_desk | {f"{step}_by": people["city"]})

    assert getattr(TurnedAway.objects.get(), f"{step}_by") == people["city"]


def test_what_an_officer_answered_stays_when_the_officer_later_joins_the_partner(at, people, hospital, clock):
    row = perform(at("explained"), "answer", by=people["city"], reason="已核实")
    people["city"].memberships.create(role="desk_staff", partner=hospital)

    TurnedAway.objects.filter(pk=row.pk).update(text="")

    assert TurnedAway.objects.get().answered_by == people["city"]
