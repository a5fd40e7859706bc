"""Does each periodic job run once a slot however many beats there are, and does a task that kills its worker stop?"""

import re
import time
from collections import Counter

import pytest
from django.conf import settings

from portal import broker
from portal.models import OutboxMessage
from portal.notifications.models import digest
from portal.notifications.tasks import drain
from portal.periodic import PeriodicRun
from tests.codebase.test_beat import EVERY_TIME
from tests.harness.mail_server import mail_server
from tests.harness.processes import wait_until

from .settings import OUTBOX_CRASH_WAIT_SECONDS, OUTBOX_LEASE_SECONDS, OUTBOX_TASK_SECONDS
from .storm import Outside, write_one_by_one

PATIENCE = 90 + 3 * (OUTBOX_LEASE_SECONDS + OUTBOX_CRASH_WAIT_SECONDS + OUTBOX_TASK_SECONDS)
"""Seconds for three crashes, each at worst in a task that is ended by its limit."""
JOBS = {plan["task"] for plan in settings.CELERY_BEAT_SCHEDULE.values()} - EVERY_TIME
ANSWER = re.compile(r"Task ([\w.]+)\[[-\w]+\] succeeded in \S+: (True|False)")


@pytest.fixture
def outside(tmp_path):
    with mail_server() as mail:
        yield Outside(tmp_path, mail)


def test_two_beats_run_each_job_once_a_slot(portal, outside):
    """All of them: beat is in haste here, so that the longest slot too is asked for again and again."""
    portal.environment["DJANGO_SETTINGS_MODULE"] = "tests.faults.processes.hasty"
    portal.worker(**outside.environment)
    beats = [portal.beat(name) for name in ("one", "other")]

    wait_until(lambda: _often_enough(portal), 90, "several slots, and each job asked for by both", portal.log)
    for beat in beats:
        portal.kill(beat)

    ran = Counter(job for job, is_first in ANSWER.findall(portal.log()) if is_first == "True")
    slots = Counter(PeriodicRun.objects.filter(finished_at__isnull=False).values_list("job", flat=True))
    assert {job: ran[job] for job in JOBS if ran[job] > slots[job]} == {}
    assert set(slots) == JOBS


def _often_enough(portal):
    """Of each job a slot was taken, and refused to three who came later; of the shortest there were several."""
    answers = Counter(ANSWER.findall(portal.log()))
    return answers["portal.notifications.sweep", "True"] > 2 and all(
        answers[job, "True"] and answers[job, "False"] > 2 for job in JOBS
    )


@pytest.mark.parametrize("hurt", ["dies", "loops", "eats"])
def test_a_message_at_which_the_worker_breaks_is_put_aside_and_the_others_flow(portal, outside, hurt, monkeypatch):
    monkeypatch.setattr(drain, "time_limit", OUTBOX_TASK_SECONDS)  # the worker's own; a hint carries its sender's
    monkeypatch.setattr(drain, "_exec_options", None)  # where Celery keeps what it read of it at the first hint
    write_one_by_one(range(12))
    environment = outside.environment | {"PROVIDER_HURTS": digest("o3:sms"), "PROVIDER_HURT": hurt}
    worker = portal.worker("--pool=prefork", **environment)
    portal.beat()

    def hint():
        broker.send(drain)
        time.sleep(1)
        return not OutboxMessage.objects.pending().exists()

    wait_until(hint, PATIENCE, "each is sent or put aside")

    rows = OutboxMessage.objects.order_by("pk").values_list("state", "crashes")
    assert [row for row in rows if row[0] != "sent"] == [("quarantined", 3)]
    assert max(crashes for state, crashes in rows if state == "sent") <= 1
    assert worker.poll() is None
