"""Do page images come about once, whoever draws and whatever breaks on the way?"""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import translation

from accounts.evidence import actions, drawing, lease, tasks
from accounts.evidence.models import Evidence, EvidencePage
from portal.notifications.models import InboxMessage
from portal.periodic import PeriodicRun

from . import corpus

pytestmark = pytest.mark.slow


@pytest.fixture
def send(application, criterion, talent, upload):
    def sent(*data, name="paper.pdf"):
        return actions.receive(application, criterion, [upload(part, name) for part in data], by=talent)

    return sent


@pytest.fixture
def calls(monkeypatch):
    """Which jobs the press was given."""
    given, press = [], drawing.press

    def counted(job, **arguments):
        given.append((job, arguments.get("first"), arguments.get("count")))
        return press(job, **arguments)

    monkeypatch.setattr(drawing, "press", counted)
    return given


def lease_ended(evidence):
    Evidence.objects.filter(pk=evidence.pk).update(leased_until=Now() - timedelta(seconds=1))


def pages_of(evidence):
    return [(page.number, page.width, page.height) for page in Evidence.objects.with_pages().get(pk=evidence.pk).pages]


def test_draw_waiting_pdf_becomes_pages_in_batches(send, calls, files_on_disk):
    evidence = send(corpus.pdf(7))

    assert drawing.draw_waiting() is False

    evidence.refresh_from_db()
    assert (evidence.state, evidence.problem, evidence.lease) == ("ready", "", None)
    assert pages_of(evidence) == [(number, 1414, 2000) for number in range(1, 8)]
    assert calls == [("render_pages", 1, 5), ("render_pages", 6, 2)]
    assert files_on_disk() == {"evidence": 1, "pages": 7}


def test_draw_waiting_photos_become_a_page_each_in_order(send):
    evidence = send(corpus.jpeg(2400, 1200), corpus.png(300, 400), name="photo.jpg")

    drawing.draw_waiting()

    assert pages_of(evidence) == [(1, 2000, 1000), (1, 300, 400)]


def test_draw_long_pdf_stops_at_the_bound_and_the_total_is_said(send, settings):
    settings.EVIDENCE_MAX_PAGES = 2
    evidence = send(corpus.pdf(3))

    drawing.draw_waiting()

    evidence.refresh_from_db()
    assert (evidence.state, evidence.pages_expected, evidence.pages_total) == ("ready", 2, 3)
    assert len(pages_of(evidence)) == 2


def test_draw_unreadable_page_ends_in_a_problem_and_a_message(send, private_disk, talent, files_on_disk):
    evidence = send(corpus.pdf())
    (private_disk / evidence.files.get().original.name).write_bytes(corpus.locked_pdf())

    drawing.draw_waiting()

    evidence.refresh_from_db()
    assert (evidence.state, evidence.problem) == ("unreadable", "locked_pdf")
    with translation.override("en"):
        assert evidence.what_to_do == "It is locked with a password. Save it without the password and send it again."
    assert list(InboxMessage.objects.values_list("user", "template")) == [(talent.pk, "evidence_unreadable")]
    assert files_on_disk()["pages"] == 0


def test_draw_file_that_is_gone_ends_in_a_problem(send, private_disk):
    evidence = send(corpus.pdf())
    (private_disk / evidence.files.get().original.name).unlink()

    drawing.draw_waiting()

    evidence.refresh_from_db()
    assert (evidence.state, evidence.problem) == ("unreadable", "corrupted")


def test_draw_press_without_an_answer_is_tried_later_and_given_up_at_last(send, monkeypatch):
    evidence = send(corpus.pdf())
    monkeypatch.setattr(drawing, "press", failing)

    for tries in (1, 2):
        drawing.draw_waiting()
        evidence.refresh_from_db()
        assert (evidence.state, evidence.tries) == ("received", tries)
        assert lease.claim() is None
        lease_ended(evidence)
    drawing.draw_waiting()

    evidence.refresh_from_db()
    assert (evidence.state, evidence.problem) == ("unreadable", "too_heavy")


def failing(job, **arguments):
    raise drawing.PressFailedError


def test_draw_document_that_kills_its_workers_is_given_up(send):
    evidence = send(corpus.pdf())
    for _ in range(lease.MAX_TRIES):
        assert lease.claim() == evidence
        lease_ended(evidence)

    drawing.draw_waiting()

    evidence.refresh_from_db()
    assert (evidence.state, evidence.problem) == ("unreadable", "too_heavy")


def test_claim_document_of_a_living_worker_is_left_alone(send):
    evidence = send(corpus.pdf())

    assert lease.claim() == evidence
    assert lease.claim() is None


def test_draw_dead_workers_batch_is_kept_and_the_rest_drawn(send, calls):
    evidence = send(corpus.pdf(7))
    dead = lease.claim()
    drawing._draw(dead, drawing.next_batch(dead))
    lease_ended(evidence)

    drawing.draw_waiting()

    assert calls == [("render_pages", 1, 5), ("render_pages", 6, 2)]
    assert len(pages_of(evidence)) == 7


def test_draw_worker_that_lost_its_lease_writes_nothing(send, files_on_disk):
    evidence = send(corpus.pdf())
    slow = lease.claim()
    lease_ended(evidence)
    quick = lease.claim()

    drawing.draw(slow)

    assert not EvidencePage.objects.exists()
    assert files_on_disk()["pages"] == 0
    drawing.draw(quick)
    assert len(pages_of(evidence)) == 1


def test_draw_rows_that_cannot_be_written_leave_no_file(send, monkeypatch, files_on_disk):
    send(corpus.pdf())
    monkeypatch.setattr(EvidencePage.objects, "bulk_create", failing_write, raising=False)

    with pytest.raises(OSError, match="disk"):
        drawing.draw_waiting()

    assert files_on_disk()["pages"] == 0


def failing_write(rows):
    raise OSError("disk")


def test_draw_document_removed_meanwhile_leaves_no_file(
    send, talent, files_on_disk, monkeypatch, django_capture_on_commit_callbacks
):
    evidence = send(corpus.pdf())
    press = drawing.press

    def removed_first(job, **arguments):
        answer = press(job, **arguments)
        with django_capture_on_commit_callbacks(execute=True):
            actions.remove(evidence, by=talent)
        return answer

    monkeypatch.setattr(drawing, "press", removed_first)
    drawing.draw_waiting()

    assert files_on_disk() == {"evidence": 0, "pages": 0}


def test_draw_file_added_meanwhile_is_drawn_too(send, talent, upload, monkeypatch):
    evidence = send(corpus.jpeg(), name="front.jpg")
    next_batch, added = drawing.next_batch, []

    def with_one_more(document):
        batch = next_batch(document)
        if batch is None and not added:
            added.append(actions.add_file(document, upload(corpus.png(), "back.png"), by=talent))
        return batch

    monkeypatch.setattr(drawing, "next_batch", with_one_more)
    drawing.draw_waiting()

    evidence.refresh_from_db()
    assert evidence.state == "ready"
    assert len(pages_of(evidence)) == 2


def test_draw_waiting_stops_when_its_time_is_used(send):
    send(corpus.jpeg())
    send(corpus.jpeg())

    assert drawing.draw_waiting(budget=0.001) is True

    assert Evidence.objects.filter(state="received").count() == 1


def test_sweep_draws_what_no_hint_told_of(send):
    evidence = send(corpus.jpeg())

    tasks.sweep()

    evidence.refresh_from_db()
    assert evidence.state == "ready"
    assert list(PeriodicRun.objects.values_list("job", flat=True)) == ["accounts.evidence.sweep"]


def test_draw_hint_is_sent_after_the_commit(application, criterion, talent, upload, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        actions.receive(application, criterion, [upload(corpus.jpeg())], by=talent)

    assert [callback.args for callback in callbacks] == [(tasks.draw,)]
