"""The disk is full while a file is sent: is there no row without a file and no file without a row, and is it told?"""

import errno
import tempfile

import pytest
from django.core.files import move
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from accounts.evidence import drawing, incoming
from accounts.evidence.actions import receive
from accounts.evidence.sandbox import press
from portal import disk, uploads
from portal.kept_forms.models import KeptFile, KeptForm
from tests.accounts.evidence import corpus
from tests.factories import ApplicationFactory
from tests.harness import state
from tests.harness.full_disk import no_room, without_room

pytestmark = pytest.mark.slow
SAID = {"zh-hans": "存储空间已满", "en": "Our storage is full"}
CHUNK, PAPER = "receive_data_chunk", "diploma.pdf"
PLACES = {  # where the disk runs full: as the form comes in, in the folder of work, in the storage, at the second file
    "temporary file": (uploads.TemporaryFileUploadHandler, CHUNK, 1),
    "temporary file cannot be made": (uploads.TemporaryFileUploadHandler, "new_file", 1),
    "folder of work": (incoming, "copied", 1),
    "storage": (FileSystemStorage, "_save", 1),
    "storage, second file": (FileSystemStorage, "_save", 2),
}


@pytest.fixture(params=PLACES)
def full(request, monkeypatch, tmp_path):
    """The disk is full at one of the places; temporary files lie where the test sees them."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    owner, name, times = PLACES[request.param]
    if name == "new_file":
        monkeypatch.setattr(uploads.TemporaryFileUploadHandler, name, _no_entry)
    else:
        monkeypatch.setattr(owner, name, without_room(getattr(owner, name), times))
    return lambda: sorted(path.name for path in (tmp_path / "tmp").rglob("*"))


def _no_entry(handler, *args, **named):
    """The folder takes no further name: the one refusal that a bound on sizes cannot bring about."""
    uploads.TemporaryFileUploadHandler.__mro__[1].new_file(handler, *args, **named)
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def application(scene):
    return ApplicationFactory(talent=scene.profiled)


@pytest.fixture
def form(application):
    """Two papers for the criterion, as the page sends them."""

    def made(**more):
        sent = [SimpleUploadedFile(PAPER, corpus.pdf() + b"%" * 100_000, "application/pdf") for _ in range(2)]
        return {"criterion": application.chosen.get().criterion.slug, "file": sent} | more

    return made


@pytest.fixture
def browser(as_user, application):
    return as_user(application.talent)


@pytest.fixture
def send(browser, application, form):
    def sent(language="zh-hans", **headers):
        page = f"/me/applications/{application.code}/evidence/"
        return browser.post(page, form(form_key="k"), headers={"accept-language": language, **headers})

    return sent


@pytest.mark.parametrize("language", SAID)
def test_page_says_so_with_the_form_kept_and_nothing_stays(send, full, files, application, language):
    before = state.rows()

    answer = send(language)

    assert answer.status_code == 507
    assert SAID[language] in answer.text
    assert application.chosen.get().criterion.slug in answer.text
    assert "<form" in answer.text
    assert business(state.rows()) == business(before)
    assert (files(), full()) == ([], [])


def test_script_that_sends_file_by_file_gets_the_sentence_alone(send, full, files):
    answer = send("en", **{"X-Requested-With": "XMLHttpRequest"})

    assert (answer.status_code, answer.text.strip()) == (507, f"<p>{disk.NO_ROOM}</p>")
    assert (files(), full()) == ([], [])


@pytest.mark.parametrize(("language", "key"), [("zh-hans", {}), ("en", {"Idempotency-Key": "k"})])
def test_api_answers_507_and_the_key_stays_free(browser, application, form, full, files, language, key, monkeypatch):
    before = state.rows()
    address = f"/api/v1/me/accreditations/{application.code}/evidence/"

    answer = browser.post(address, form(), headers={"accept-language": language, **key})

    assert (answer.status_code, answer["Content-Type"]) == (507, "application/problem+json")
    assert (answer.json()["code"], answer.json()["title"]) == ("disk_full", "Insufficient Storage")
    assert SAID[language] in answer.json()["detail"]
    assert business(state.rows()) == business(before)
    assert (files(), full()) == ([], [])
    monkeypatch.undo()
    assert browser.post(address, form(), headers=key).status_code == 201


def test_form_with_room_is_taken(send, files, tmp_path, monkeypatch):
    """The control: the same form where the disk is not full."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    assert send().status_code == 302
    assert len(files()) == 2


def test_django_alone_leaves_half_a_file(private_disk):
    """The control of the storage: what it mends is really there."""
    with no_room(), pytest.raises(OSError):
        FileSystemStorage(location=private_disk).save("half", ContentFile(b"x" * 100_000))

    assert (private_disk / "half").stat().st_size > 0


def test_photo_of_which_the_disk_takes_a_part_is_an_error(tmp_path):
    from accounts.evidence.press import photos

    source = tmp_path / "photo.jpg"
    source.write_bytes(corpus.noise(200, 200))

    with no_room(), pytest.raises(OSError, match="large"):
        photos.clean(source, tmp_path / "clean.jpg", side=3000)


def test_press_tells_that_there_is_no_room(tmp_path):
    source = tmp_path / "photo.jpg"
    source.write_bytes(corpus.jpeg())

    with pytest.raises(OSError) as error:
        press("clean_photo", source=source, target="/dev/full", side=3000)

    assert error.value.errno == errno.ENOSPC
    assert disk.is_full(error.value)


def test_page_images_wait_for_room_and_the_try_does_not_count(application, files, monkeypatch):
    document = receive(
        application, application.chosen.get().criterion, [ContentFile(corpus.pdf(), PAPER)], by=application.talent
    )
    kept = files()
    with monkeypatch.context() as patched:
        patched.setattr(FileSystemStorage, "_save", without_room(FileSystemStorage._save))
        drawing.draw_waiting()
    document.refresh_from_db()

    assert (document.state, document.tries, document.pages, files()) == ("received", 0, [], kept)
    assert document.leased_until is not None


def test_desk_is_told_that_its_photo_had_no_room(scene, as_user, monkeypatch):
    handler = uploads.TemporaryFileUploadHandler
    monkeypatch.setattr(handler, CHUNK, without_room(handler.receive_data_chunk))
    photo = SimpleUploadedFile("code.jpg", corpus.noise(100, 100), "image/jpeg")

    answer = as_user(scene.desk_staff).post("/desk/check/", {"service": "medical-green-channel", "photo": photo})

    assert answer.status_code == 422
    assert SAID["zh-hans"] in answer.text


@pytest.mark.parametrize("full", [place for place in PLACES if place != "folder of work"], indirect=True)
def test_form_after_the_end_of_the_session_is_kept_without_its_files(
    browser, application, form, full, files, monkeypatch
):
    """Files are kept on another disk than the temporary ones: there a move is a copy."""
    monkeypatch.setattr(move.os, "rename", _another_disk)
    browser.get("/me/applications/")
    browser.cookies.pop("sessionid")

    browser.post(f"/me/applications/{application.code}/evidence/", form())

    assert KeptForm.objects.get().fields["criterion"] == [form()["criterion"]]
    assert KeptFile.objects.count() == 0
    assert (files(), full()) == ([], [])


def _another_disk(*args):
    raise OSError(errno.EXDEV, "Invalid cross-device link")


def test_file_is_kept_by_no_form_whose_row_could_not_be_written(browser, application, form, files, monkeypatch):
    def fail(*args):
        raise OperationalError("the database is away")

    browser.get("/me/applications/")
    browser.cookies.pop("sessionid")
    monkeypatch.setattr("portal.kept_forms.keep._take_over", fail)

    with pytest.raises(OperationalError):
        browser.post(f"/me/applications/{application.code}/evidence/", form())

    assert files() == []


def business(rows):
    """Without what a request writes about itself: its session, and its counts against the limits of rate."""
    own = {"django_session", "portal_cache", "portal_limits"}
    return {table: found for table, found in rows.items() if table not in own}
