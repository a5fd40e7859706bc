"""Does a real worker make the page images, even where no hint reached it?"""

import pytest

from accounts.evidence import actions, tasks
from accounts.evidence.models import Evidence
from tests.harness import processes

from . import corpus


@pytest.mark.slow
def test_worker_draws_what_no_hint_told_of(settings, application, criterion, talent, upload, monkeypatch, start_worker):
    settings.MEDIA_ROOT = settings.VAR_DIR / "files"  # where the worker looks
    monkeypatch.setattr(actions, "send_on_commit", lambda task: None)  # the hint is lost
    evidence = actions.receive(application, criterion, [upload(corpus.pdf(7)), upload(corpus.heic())], by=talent)

    start_worker(beat=True)

    processes.wait_until(lambda: Evidence.objects.get(pk=evidence.pk).state == "ready", 60, "a ready document")
    pages = Evidence.objects.with_pages().get(pk=evidence.pk).pages
    assert [page.number for page in pages] == [1, 2, 3, 4, 5, 6, 7, 1]
    assert all((settings.MEDIA_ROOT / page.image.name).read_bytes().startswith(b"\xff\xd8") for page in pages)


def test_every_periodic_job_of_evidence_is_sent_by_beat(settings):
    planned = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert {tasks.sweep.name, tasks.clear_orphans.name} <= planned
