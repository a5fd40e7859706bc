"""Who may add and take away evidence, when, and is there ever a row without a file or a file without a row?"""

import pytest

from accounts.accreditation.enums import EDITABLE, Status
from accounts.accreditation.models import Application
from accounts.evidence import actions
from accounts.evidence.models import Evidence, EvidenceFile, EvidencePage
from portal.audit.models import History
from portal.workflow.engine import Refusal

from . import corpus

pytestmark = pytest.mark.slow


def told(application):
    rows = History.objects.filter(object_id=str(application.public_id)).order_by("seq")
    return list(rows.values_list("action", flat=True))


def in_status(application, status):
    Application.objects.filter(pk=application.pk).update(status=status)
    application.refresh_from_db()


@pytest.fixture
def document(application, criterion, talent, upload, django_capture_on_commit_callbacks):
    return actions.receive(application, criterion, [upload(corpus.jpeg(), "front.jpg")], by=talent)


@pytest.fixture
def refused(application, files_on_disk):
    """Asserts that a call is refused with a code, and that nothing was written, kept or deleted."""

    def check(code, call, *arguments, **named):
        before = (files_on_disk(), told(application), EvidenceFile.objects.count(), Evidence.objects.count())
        with pytest.raises(Refusal) as refusal:
            call(*arguments, **named)
        assert refusal.value.code == code
        assert (files_on_disk(), told(application), EvidenceFile.objects.count(), Evidence.objects.count()) == before

    return check


def test_receive_makes_one_document_of_all_files(application, criterion, talent, upload, files_on_disk):
    files = [upload(corpus.jpeg(), "front.jpg"), upload(corpus.heic(), "back.heic")]

    evidence = actions.receive(application, criterion, files, by=talent)

    assert [(file.order, file.name, file.mime) for file in evidence.files.all()] == [
        (0, "front.jpg", "image/jpeg"),
        (1, "back.heic", "image/jpeg"),
    ]
    assert (evidence.state, evidence.owner, evidence.name) == ("received", talent, "front.jpg")
    assert told(application) == ["evidence_added"]
    assert files_on_disk() == {"evidence": 2, "pages": 0}


def test_receive_one_bad_file_refuses_all(application, criterion, talent, upload, refused):
    refused("file_empty", actions.receive, application, criterion, [upload(corpus.jpeg()), upload(b"")], by=talent)


@pytest.mark.parametrize("status", [status for status in Status if status not in EDITABLE])
def test_receive_application_not_with_the_talent_is_refused(application, criterion, talent, upload, refused, status):
    in_status(application, status)

    refused("wrong_status", actions.receive, application, criterion, [upload(corpus.jpeg())], by=talent)


def test_receive_application_submitted_meanwhile_is_refused(
    application, criterion, talent, upload, refused, monkeypatch
):
    """The status is asked again under the lock, after the files were read."""
    file = upload(corpus.jpeg())
    monkeypatch.setattr(file, "chunks", lambda: in_status_elsewhere() or iter([corpus.jpeg()]), raising=False)

    def in_status_elsewhere():
        Application.objects.filter(pk=application.pk).update(status=Status.SUBMITTED)

    refused("wrong_status", actions.receive, application, criterion, [file], by=talent)


def test_receive_returned_application_takes_more(application, criterion, talent, upload):
    in_status(application, Status.RETURNED)

    assert actions.receive(application, criterion, [upload(corpus.jpeg())], by=talent).application == application


def test_receive_by_another_person_is_refused(application, criterion, other_talent, city_officer, upload, refused):
    for stranger in (other_talent, city_officer):
        refused("not_allowed", actions.receive, application, criterion, [upload(corpus.jpeg())], by=stranger)


def test_receive_for_a_criterion_not_chosen_is_refused(application, criterion, talent, upload, refused):
    application.chosen.all().delete()

    refused("criterion_not_chosen", actions.receive, application, criterion, [upload(corpus.jpeg())], by=talent)


def test_receive_more_files_than_an_application_holds_is_refused(
    application, criterion, talent, upload, refused, document, settings
):
    settings.EVIDENCE_MAX_FILES = 2
    two = [upload(corpus.jpeg()), upload(corpus.jpeg())]

    refused("too_many_files", actions.receive, application, criterion, two, by=talent)


def test_add_file_comes_after_the_others_and_is_prepared(document, talent, upload):
    Evidence.objects.update(state="ready")

    actions.add_file(document, upload(corpus.png(), "back.png"), by=talent)

    assert list(document.files.values_list("order", "name")) == [(0, "front.jpg"), (1, "back.png")]
    document.refresh_from_db()
    assert document.state == "received"
    assert told(document.application) == ["evidence_added", "evidence_added"]


def test_add_file_to_a_strangers_document_is_refused(document, other_talent, upload, refused):
    refused("not_allowed", actions.add_file, document, upload(corpus.jpeg()), by=other_talent)


def test_remove_takes_rows_files_and_pages_after_the_commit(
    document, talent, files_on_disk, page_of, django_capture_on_commit_callbacks
):
    page_of(document)
    assert files_on_disk() == {"evidence": 1, "pages": 1}

    with django_capture_on_commit_callbacks() as callbacks:
        actions.remove(document, by=talent)

    assert (Evidence.objects.count(), EvidenceFile.objects.count(), EvidencePage.objects.count()) == (0, 0, 0)
    assert files_on_disk() == {"evidence": 1, "pages": 1}
    for callback in callbacks:
        callback()
    assert files_on_disk() == {"evidence": 0, "pages": 0}
    assert told(document.application) == ["evidence_added", "evidence_removed"]


def test_remove_once_submitted_is_refused(document, talent, refused):
    in_status(document.application, Status.SUBMITTED)

    refused("wrong_status", actions.remove, document, by=talent)


def test_remove_by_a_stranger_is_refused(document, other_talent, refused):
    refused("not_allowed", actions.remove, document, by=other_talent)


def test_remove_file_leaves_the_other_files(
    document, talent, upload, files_on_disk, django_capture_on_commit_callbacks
):
    back = actions.add_file(document, upload(corpus.png(), "back.png"), by=talent)

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_file(back, by=talent)

    assert list(document.files.values_list("name", flat=True)) == ["front.jpg"]
    assert files_on_disk()["evidence"] == 1


def test_remove_file_the_last_one_takes_the_document(
    document, talent, files_on_disk, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_file(document.files.get(), by=talent)

    assert not Evidence.objects.exists()
    assert files_on_disk()["evidence"] == 0


def test_remove_file_by_a_stranger_is_refused(document, other_talent, refused):
    refused("not_allowed", actions.remove_file, document.files.get(), by=other_talent)
