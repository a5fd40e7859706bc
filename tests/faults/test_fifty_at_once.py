"""Fifty do the same thing in the same moment: is there one effect, one history row, one message, and is it the lock
or the key that makes it so? Each test has its control: with that protection off there are several.
"""

import json
from collections import Counter

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.accreditation.models import Application
from accounts.card.actions import show_code
from accounts.models import Card
from accounts.people import actions as people
from portal.audit.models import History
from portal.audit.verify import findings
from portal.idempotency import api as idempotency
from portal.models import InboxMessage, OutboxMessage
from portal.workflow import engine
from portal.workflow.models import Reason
from services.models import Allowance, Entitlement, Use
from services.partners import allowances, api, uses
from services.partners.checks import check_code
from tests.cast import official, person
from tests.factories import CardFactory
from tests.faults.stages import application
from tests.faults.writes import WRITES, by_partner, of_the_site, send
from tests.harness import state
from tests.harness.at_once import at_once
from tests.harness.full import size
from tests.harness.over_http import Caller
from tests.services.partners.test_checks import ask

MANY = 50
TIMES = size(2, 50)
LAST_USES = size(4, 200)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def read_slowly(obj):
    """What takes the place of the lock in a control: the row is read, and all the others read it meanwhile."""
    found = obj.__class__._base_manager.get(pk=obj.pk)
    pause()
    return found


def pause():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.3)")


# -- fifty officers, one case -----------------------------------------------------------------------------------------
@pytest.fixture
def officers(catalogue):
    """Browsers of fifty officers of the city; every other one will refuse."""
    found = []
    for number in range(MANY):
        browser = Client(raise_request_exception=False)
        browser.force_login(official(f"officer{number}@example.cn", "city_officer"))
        found.append((browser, "refuse" if number % 2 else "approve"))
    return found


def case(scene, number):
    """An accepted application of somebody new, for a tier that the city decides."""
    return application(scene, "submit", "accept", tier="e", talent=person(f"talent{number}@example.cn"))


def decide(officers, found):
    ways = iter(officers)

    def press():
        browser, step = next(ways)
        address = f"/admin/accounts/application/{found.pk}/step/{step}/"
        return browser.post(address, {"reason": "材料齐全", "form_key": step}).status_code

    return Counter(at_once(len(officers), press))


def decisions(found):
    return History.objects.of(found).filter(action__in=("approve", "refuse"))


def assert_decided_once(found, answers):
    assert answers == {302: 1, 409: MANY - 1}
    now = Application.objects.get(pk=found.pk)
    assert [row.to_status for row in decisions(now)] == [now.status]
    assert Card.objects.filter(application=now).count() == (now.status == "approved")
    assert Reason.objects.filter(object_id=str(now.public_id), action__in=("approve", "refuse")).count() == 1
    for box in (InboxMessage, OutboxMessage):
        about = box.objects.filter(user=now.talent, template__in=("application_approved", "application_refused"))
        assert [row.template for row in about] == [f"application_{now.status}"]
    assert list(findings()) == []


def test_fifty_officers_decide_one_case_once(scene, officers):
    for number in range(TIMES):
        found = case(scene, number)

        answers = decide(officers, found)

        assert_decided_once(found, answers)


def test_without_the_lock_the_case_is_decided_more_than_once(scene, officers, monkeypatch):
    found = case(scene, 0)
    monkeypatch.setattr(engine, "lock", read_slowly)

    answers = decide(officers, found)

    assert answers[302] > 1
    assert decisions(found).count() > 1


# -- fifty uses, one left ---------------------------------------------------------------------------------------------
@pytest.fixture
def desk(airport, live_server):
    """The airport's system, which has made fifty checks of the card of somebody new: `(caller, ids of checks)`."""
    call = Caller(live_server, by_partner(airport, "", {}).headers)

    def checked(number):
        card = CardFactory(talent=person(f"holder{number}@example.cn"))
        made = [ask(airport, show_code(card)[0], service="airport-lane") for _ in range(MANY)]
        limit = Entitlement.objects.get(service=made[0].service, tier=card.tier).limit
        one_left = {"limit": limit, "used": limit - 1, "period": str(timezone.localdate().year)}
        Allowance.objects.create(holder=card.talent, service=made[0].service, **one_left)
        return card.talent, iter(made)

    return call, checked


def record(call, checks):
    ids = [str(check.public_id) for check in checks]
    wanted = [({"check": check, "outcome": "served"}, {"Idempotency-Key": check}) for check in ids]
    return Counter((status, said.get("code", "")) for status, said in call.at_once("partner/uses/", wanted))


def uses_of(holder):
    return Use.objects.filter(check_made__holder=holder).count()


def assert_used_once(holder, answers):
    assert answers == {(201, ""): 1, (409, "allowance_used_up"): MANY - 1}
    allowance = Allowance.objects.get(holder=holder)
    assert allowance.used == allowance.limit
    assert uses_of(holder) == 1
    assert InboxMessage.objects.filter(user=holder, template="use_recorded").count() == 1
    assert OutboxMessage.objects.filter(user=holder, template="use_recorded").count() == 1


def test_fifty_uses_of_the_last_of_an_allowance_are_one(desk):
    call, checked = desk
    for number in range(LAST_USES):
        holder, checks = checked(number)

        answers = record(call, checks)

        assert_used_once(holder, answers)


def take_without_looking(check, *, stage):
    """The control reads, looks and saves; the CHECK of the table then still holds what is counted down."""
    allowance = Allowance.objects.get(holder=check.holder_id)
    pause()
    if allowance.used >= allowance.limit:
        raise allowances.AllowanceUsedUp
    allowance.used += 1
    allowance.save()
    return allowance.pk


def test_without_the_conditional_update_the_allowance_is_exceeded(desk, monkeypatch):
    call, checked = desk
    holder, checks = checked(0)
    monkeypatch.setattr(uses.allowances, "take", take_without_looking)

    answers = record(call, checks)

    assert answers[201, ""] == uses_of(holder) > 1


# -- every write of the API, fifty times with one key -----------------------------------------------------------------
def test_every_write_of_the_api_stands_in_the_table():
    assert sorted(of_the_site()) == sorted(WRITES)


def send_at_once(name, call):
    def once():
        answer = send(name, call)
        return answer.status_code, answer.content

    return Counter(at_once(WRITES[name].callers, once))


def grown(before):
    after = state.counts()
    return {table: after[table] - before[table] for table in after if after[table] != before[table]}


def assert_one_effect(name, answers, before):
    """One answer for all, as of a single call; the rows of a single call, its key with them."""
    write = WRITES[name]
    assert list(answers.values()) == [write.callers]
    [(status, body)] = answers
    assert (status in {200, 201}, bool(body)) == (True, True)
    key = {} if write.keeps_own_key else {"portal_idempotencykey": 1}
    assert grown(before) == {**write.grows, **key}
    assert list(findings()) == []


@pytest.mark.parametrize("name", WRITES)
def test_write_sent_fifty_times_with_one_key_has_one_effect(scene, name):
    call = WRITES[name].stage(scene)
    before = state.counts()

    answers = send_at_once(name, call)

    assert_one_effect(name, answers, before)


def run_each_time(scope, key, body, run):
    """What takes the place of the key in a control: the write in a transaction, as often as it comes."""
    with transaction.atomic():
        return *run(), False


def check_each_time(counter, **asked):
    """The same for a check, which carries its key itself."""
    return check_code(counter, **asked | {"key": None})


@pytest.fixture
def without_keys(monkeypatch):
    monkeypatch.setattr(idempotency, "once", run_each_time)
    monkeypatch.setattr(api, "check_code", check_each_time)


@pytest.mark.parametrize("name", [name for name in WRITES if not WRITES[name].refused_again])
def test_without_key_and_lock_the_same_write_has_its_effect_many_times(scene, name, without_keys, monkeypatch):
    """The lock alone would make the same change once: for the control it is off as well."""
    call = WRITES[name].stage(scene)
    for module in (people, engine):
        monkeypatch.setattr(module, "lock", read_slowly)
    before = state.counts()

    send_at_once(name, call)

    rows = grown(before)
    assert {table: rows.get(table, 0) for table, once in WRITES[name].grows.items() if rows.get(table, 0) <= once} == {}


@pytest.mark.parametrize("name", [name for name in WRITES if WRITES[name].refused_again])
def test_without_the_key_a_write_that_the_database_holds_to_one_is_refused_to_all_others(scene, name, without_keys):
    """They were told that it is done: it is the key that gives them the first answer."""
    write = WRITES[name]
    call = write.stage(scene)

    answers = send_at_once(name, call)

    codes = Counter()
    for (status, body), times in answers.items():
        codes[status, json.loads(body).get("code", "") if status >= 400 else ""] += times
    first = {key: 1 for key in codes if key[0] in {200, 201}}
    assert codes == {**first, (409, write.refused_again): write.callers - 1}
    assert len(first) == 1
