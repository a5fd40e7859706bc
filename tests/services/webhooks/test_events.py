"""Does a partner's system hear what happens at its own desk, in the same transaction, and nothing else?"""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import QuerySet

from accounts.card.actions import show_code
from portal.workflow.engine import perform
from services.models import Check, PartnerEvent, Service, Use
from services.partners.uses import record, undo
from services.requests.actions import mend
from services.webhooks import events
from services.webhooks.enums import Kind
from services.webhooks.kept import forget_events
from tests.services.catalogue.test_admin import form_of, posted
from tests.services.partners.test_checks import ask as check_by_api
from tests.services.requests.test_requests import CHILD, answers, place  # noqa: F401 - a fixture

from .conftest import told


def only(partner):
    return PartnerEvent.objects.get(partner=partner)


# -- what is told -----------------------------------------------------------------------------------------------------
def test_check_at_the_desk_is_told_in_codes(check_at_the_desk, hospital_system, hospital, card):
    check = check_at_the_desk(card)

    event = only(hospital)
    assert (event.kind, event.card) == ("check.made", card)
    assert event.data == {
        "check": str(check.public_id),
        "service": "medical-green-channel",
        "verdict": "eligible",
        "reason": "ok",
    }


def test_use_and_its_undoing_are_told_without_the_words_of_the_desk(
    check_at_the_desk, hospital_system, hospital, card, desk_staff
):
    use = record(check_at_the_desk(card), outcome="refused", reason="李明远的床位已满", staff=desk_staff)
    undo(use, staff=desk_staff, reason="按错了")

    assert told(hospital) == ["check.made", "use.recorded", "use.undone"]
    data = [event.data for event in PartnerEvent.objects.order_by("pk")]
    assert data[1]["outcome"] == "refused"
    assert data[1]["use"] == data[2]["use"] == str(use.public_id)
    assert "李明远" not in str(data)


def test_what_a_system_did_itself_was_answered_and_is_not_told(hospital_system, hospital, card):
    record(check_by_api(hospital, show_code(card)[0]), outcome="served")

    assert (Check.objects.count(), Use.objects.count(), told(hospital)) == (1, 1, [])


def test_life_of_a_request_is_told_to_the_school_that_has_it(school_system, school, school_staff, place, card):  # noqa: F811
    made = perform(place(), "return", by=school_staff, reason="请核对")
    made = mend(made, answers=answers("school-place", card, CHILD), by=card.talent)
    perform(made, "grant", by=school_staff)
    perform(place(stage="junior"), "withdraw", by=card.talent)

    kinds = ["request.created", "request.decided", "request.mended", "request.decided"]
    assert told(school) == [*kinds, "request.created", "request.withdrawn"]
    decided = PartnerEvent.objects.filter(kind="request.decided").order_by("pk")
    assert [event.data["decision"] for event in decided] == ["return", "grant"]
    assert decided[0].data["request"] == made.code


def test_request_that_goes_to_another_school_is_withdrawn_from_the_first(
    system_of,
    school_system,
    school,
    school_staff,
    place,  # noqa: F811
    card,
    bureau,
):
    type(bureau).objects.filter(pk=bureau.pk).update(kind="school")
    system_of(bureau)
    made = perform(place(), "return", by=school_staff, reason="请核对")

    mend(made, answers=answers("school-place", card, CHILD | {"wanted_school": bureau.slug}), by=card.talent)

    assert told(school)[-1] == "request.withdrawn"
    assert told(bureau) == ["request.created"]


def test_decision_of_the_system_itself_is_not_told(school_system, school, place):  # noqa: F811
    perform(place(), "grant", by=school_system.link.account)

    assert told(school) == ["request.created"]


def test_partner_without_a_system_has_no_events(check_at_the_desk, card):
    check_at_the_desk(card)

    assert not PartnerEvent.objects.exists()


def test_changed_service_is_told_to_whoever_honours_it(
    as_user, policy_admin, system_of, hospital_system, hospital, school_system, school
):
    service = Service.objects.get(slug="medical-green-channel")
    browser = as_user(policy_admin)

    browser.post(form_of(service), posted(browser.get(form_of(service))) | {"name_en": "Green channel"})

    assert only(hospital).data == {"service": "medical-green-channel"}
    assert told(school) == []


def test_changed_steps_of_a_partner_are_told_to_it_alone(as_user, policy_admin, hospital_system, hospital):
    browser, form = as_user(policy_admin), f"/admin/accounts/partner/{hospital.pk}/change/"
    fields = posted(browser.get(form)) | {"honoured-1-is_active": "on", "form_key": "k1"}

    browser.post(form, fields | {"liaison_phone": "0451-0000 9999"})
    assert told(hospital) == []
    browser.post(form, fields | {"honoured-0-payer_zh": "市财政", "form_key": "k2"})

    assert told(hospital) == ["service.changed"]


# -- with the change, in order, for ever ------------------------------------------------------------------------------
def test_change_that_is_rolled_back_was_never_told(check_at_the_desk, hospital_system, hospital, card):
    with transaction.atomic():
        check_at_the_desk(card)
        assert told(hospital) == ["check.made"]
        transaction.set_rollback(True)

    assert told(hospital) == []


def test_event_outside_a_transaction_is_refused(hospital, monkeypatch):
    with monkeypatch.context() as outside, pytest.raises(RuntimeError, match="belongs in the transaction"):
        outside.setattr(connections["default"], "in_atomic_block", False)
        events.tell(hospital.pk, Kind.SERVICE_CHANGED)


@pytest.mark.parametrize("write", ["update", "delete"])
def test_database_refuses_to_rewrite_what_was_told(hospital_system, hospital, write):
    events.tell(hospital.pk, Kind.SERVICE_CHANGED, service="airport-lane")
    rows = PartnerEvent.objects.all()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        rows.update(data={}) if write == "update" else rows.delete()


def test_events_are_forgotten_after_ninety_days_and_not_before(hospital_system, hospital):
    today = dt.datetime.now(dt.UTC)
    for days in (89, 91):
        PartnerEvent.objects.create(
            partner=hospital, kind=Kind.SERVICE_CHANGED, data={}, happened_at=today - dt.timedelta(days=days)
        )

    assert forget_events() == 1
    assert (today - PartnerEvent.objects.get().happened_at).days == 89


def missed_by_a_reader(partner):
    """What a reader never sees who reads while one change lingers before its commit and another is made."""
    before = PartnerEvent.objects.count()
    told_one, may_commit = threading.Event(), threading.Event()

    def linger():
        with transaction.atomic():
            events.tell(partner.pk, Kind.SERVICE_CHANGED, service="lingering")
            told_one.set()
            may_commit.wait(5)
        connection.close()

    def hurry():
        with transaction.atomic():
            events.tell(partner.pk, Kind.SERVICE_CHANGED, service="hurrying")
        connection.close()

    slow, quick = threading.Thread(target=linger), threading.Thread(target=hurry)
    slow.start()
    told_one.wait(5)
    quick.start()
    quick.join(0.5)
    read = list(PartnerEvent.objects.order_by("pk")[before:])
    may_commit.set()
    slow.join()
    quick.join()
    read += PartnerEvent.objects.filter(pk__gt=max((row.pk for row in read), default=0))
    return {"lingering", "hurrying"} - {row.data["service"] for row in read}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_reader_misses_neither_of_two_changes_at_once_and_without_the_lock_misses_one(
    hospital_system, hospital, monkeypatch
):
    assert missed_by_a_reader(hospital) == set()

    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **how: rows)  # the control
    assert missed_by_a_reader(hospital) == {"lingering"}
