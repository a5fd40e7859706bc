"""Does beat send only tasks that exist, and does each that should run once a slot say so?"""

import pytest
from django.conf import settings

from portal.celery import app, rooms

EVERY_TIME = {"portal.heartbeat"}
"""What is meant to run as often as it is sent: a sign of life."""


@pytest.fixture(scope="module")
def tasks():
    app.loader.import_default_modules()
    return app.tasks


@pytest.mark.parametrize("entry", sorted(settings.CELERY_BEAT_SCHEDULE))
def test_beat_sends_a_task_that_exists_at_least_once_a_slot(tasks, entry):
    plan = settings.CELERY_BEAT_SCHEDULE[entry]
    task = tasks[plan["task"]]

    assert "args" not in plan and "kwargs" not in plan
    assert plan["options"]["expires"] <= plan["schedule"]
    if task.name not in EVERY_TIME:
        assert plan["schedule"] <= task.every.total_seconds()


def test_every_job_with_a_slot_is_sent_by_beat(tasks):
    scheduled = {plan["task"] for plan in settings.CELERY_BEAT_SCHEDULE.values()}

    assert {name for name, task in tasks.items() if hasattr(task, "every")} == scheduled - EVERY_TIME


def test_every_room_with_tasks_is_looked_into():
    assert {"portal", "portal.notifications", "portal.audit", "portal.idempotency"} <= set(rooms())


def test_every_task_of_ours_is_named_after_its_room(tasks):
    ours = {
        name for name, task in tasks.items() if type(task).__module__.startswith(("portal", "accounts", "services"))
    }

    assert ours
    assert {name for name in ours if name.split(".")[0] not in ("portal", "policies", "accounts", "services")} == set()
