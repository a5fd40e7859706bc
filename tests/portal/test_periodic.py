"""Does a periodic job run once a slot, however many beats send it?"""

import inspect
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db.models.functions import Now

from portal import periodic
from portal.celery import app
from portal.models import PeriodicRun
from portal.periodic import run_once, slot_of, take_slot
from tests.codebase.test_beat import EVERY_TIME
from tests.harness.at_once import at_once

MINUTE = timedelta(minutes=1)
JOBS = {plan["task"] for plan in settings.CELERY_BEAT_SCHEDULE.values()} - EVERY_TIME
BEATS = 4


@pytest.mark.parametrize(
    ("moment", "every", "slot"),
    [
        (datetime(2026, 11, 20, 2, 5, 59, tzinfo=UTC), MINUTE, "2026-11-20T10:05:00+08:00"),
        (datetime(2026, 11, 20, 2, 6, 0, tzinfo=UTC), MINUTE, "2026-11-20T10:06:00+08:00"),
        (datetime(2026, 11, 20, 15, 59, tzinfo=UTC), timedelta(days=1), "2026-11-20T00:00:00+08:00"),
        (datetime(2026, 11, 20, 16, 0, tzinfo=UTC), timedelta(days=1), "2026-11-21T00:00:00+08:00"),
    ],
)
def test_slot_of_is_its_beginning_and_a_day_is_a_local_day(moment, every, slot):
    assert slot_of(moment, every) == slot


@pytest.mark.django_db(transaction=True)
def test_run_once_two_beats_run_the_job_once_a_slot(monkeypatch):
    ran = []
    slots = [f"slot {number}" for number in range(10)]

    for slot in slots:
        monkeypatch.setattr(periodic, "slot_of", lambda *_, slot=slot: slot)
        at_once(4, lambda: run_once("job", MINUTE, lambda: ran.append(1)))

    assert len(ran) == 10
    assert sorted(PeriodicRun.objects.values_list("slot", flat=True)) == sorted(slots)
    assert not PeriodicRun.objects.filter(finished_at__isnull=True).exists()


@pytest.mark.django_db(transaction=True)
def test_run_once_without_the_slot_the_job_runs_for_every_beat(monkeypatch):
    """The control: it is the slot that keeps the job to one run."""
    ran = []
    monkeypatch.setattr(periodic, "take_slot", lambda job, slot: PeriodicRun(job=job, slot=slot))

    at_once(4, lambda: run_once("job", MINUTE, lambda: ran.append(1)))

    assert len(ran) == 4


@pytest.fixture
def one_moment(monkeypatch):
    """No slot ends while it is asked for."""
    monkeypatch.setattr(periodic, "database_now", lambda: datetime(2026, 11, 20, 2, 5, tzinfo=UTC))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_job_of_beat_that_is_sent_by_several_does_its_work_once(one_moment):
    """Of each its own work, as beat sends it: a job that does not ask for the slot does it each time."""
    assert {job: times_worked(job) for job in JOBS} == dict.fromkeys(JOBS, 1)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_job_of_beat_would_do_its_work_each_time_without_the_slot(one_moment, monkeypatch):
    """The control."""
    monkeypatch.setattr(periodic, "take_slot", lambda job, slot: PeriodicRun(job=job, slot=slot))

    assert {job: times_worked(job) for job in JOBS} == dict.fromkeys(JOBS, BEATS)


def times_worked(job):
    """How often the function that was written as this job is called, when several send the job in one moment."""
    app.loader.import_default_modules()
    task, calls = app.tasks[job], []
    work = inspect.unwrap(task.run).__code__

    def sent():
        sys.setprofile(lambda frame, event, _: calls.append(1) if event == "call" and frame.f_code is work else None)
        task()

    at_once(BEATS, sent)
    return len(calls)


@pytest.mark.django_db
def test_run_once_a_run_that_failed_keeps_its_slot_and_shows():
    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_once("job", timedelta(days=1), fail)

    assert run_once("job", timedelta(days=1), fail) is False
    assert PeriodicRun.objects.get().finished_at is None


@pytest.mark.django_db
def test_take_slot_forgets_old_runs_of_the_same_job():
    take_slot("job", "old")
    take_slot("other", "old")
    PeriodicRun.objects.update(started_at=Now() - timedelta(days=4))

    take_slot("job", "new")

    assert set(PeriodicRun.objects.values_list("job", "slot")) == {("job", "new"), ("other", "old")}
