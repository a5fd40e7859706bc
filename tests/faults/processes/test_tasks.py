"""Does each periodic job run once a slot however many beats there are, and does a task that kills its worker stop?"""

import re
import time

import pytest

from portal import broker
from portal.models import OutboxMessage
from portal.notifications.models import digest
from portal.notifications.tasks import drain
from portal.periodic import PeriodicRun
from tests.harness.mail_server import mail_server
from tests.harness.processes import wait_until

from .storm import Outside, write_one_by_one


@pytest.fixture
def outside(tmp_path):
    with mail_server() as mail:
        yield Outside(tmp_path, mail)


def test_two_beats_run_each_job_once_a_slot(portal, outside):
    portal.worker(**outside.environment)
    beats = [portal.beat(name) for name in ("one", "other")]

    sweeps = PeriodicRun.objects.filter(job="portal.notifications.sweep", finished_at__isnull=False)
    wait_until(lambda: sweeps.count() >= 2 and "False" in _answers(portal), 60, "two slots, asked for by both")
    for beat in beats:
        portal.kill(beat)

    slots = list(sweeps.values_list("slot", flat=True))
    assert len(slots) == len(set(slots))
    assert _answers(portal).count("True") <= len(slots)


def _answers(portal):
    """Of each sweep that was sent: whether it was the first of its slot, and ran."""
    return re.findall(r"Task portal\.notifications\.sweep\[[-\w]+\] succeeded in \S+: (True|False)", portal.log())


@pytest.mark.parametrize("hurt", ["dies", "loops", "eats"])
def test_a_message_at_which_the_worker_breaks_is_put_aside_and_the_others_flow(portal, outside, hurt, monkeypatch):
    monkeypatch.setattr(drain, "time_limit", 4)  # as short as the worker's own; a hint carries its sender's
    monkeypatch.setattr(drain, "_exec_options", None)  # where Celery keeps what it read of it at the first hint
    write_one_by_one(range(12))
    environment = outside.environment | {"PROVIDER_HURTS": digest("o3:sms"), "PROVIDER_HURT": hurt}
    worker = portal.worker("--pool=prefork", **environment)
    portal.beat()

    def hint():
        broker.send(drain)
        time.sleep(1)
        return not OutboxMessage.objects.pending().exists()

    wait_until(hint, 120, "each is sent or put aside")

    rows = OutboxMessage.objects.order_by("pk").values_list("state", "crashes")
    assert [row for row in rows if row[0] != "sent"] == [("quarantined", 3)]
    assert max(crashes for state, crashes in rows if state == "sent") <= 1
    assert worker.poll() is None
