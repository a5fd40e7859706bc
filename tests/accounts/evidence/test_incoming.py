"""Is every hostile, clumsy or unlucky file met with the right code, and every good one kept clean?"""

import hashlib

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from accounts.evidence.bad_file import BadFile
from accounts.evidence.incoming import take, taken

from . import corpus

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "empty.pdf", "file_empty"),
        (corpus.HTML, "page.pdf", "file_type"),
        (corpus.SVG, "drawing.png", "file_type"),
        (corpus.EXECUTABLE, "photo.jpg", "file_type"),
        (corpus.zip_bomb(), "scan.pdf", "file_type"),
        (corpus.polyglot_gif_pdf(), "paper.pdf", "file_type"),
        (corpus.locked_pdf(), "locked.pdf", "locked_pdf"),
        (corpus.jpeg()[:3000], "half.jpg", "corrupted"),
        (corpus.heic()[:600], "half.heic", "corrupted"),
        (b"%PDF-1.7\n", "half.pdf", "corrupted"),
        (corpus.pixel_flood(), "flood.png", "too_many_pixels"),
    ],
)
def test_take_bad_file_is_refused_by_code_and_name_and_not_kept(upload, files_on_disk, data, name, code):
    with pytest.raises(BadFile) as refusal:
        take(upload(data, name))

    assert (refusal.value.code, refusal.value.name) == (code, name)
    assert str(refusal.value.message)
    assert files_on_disk() == {"evidence": 0, "pages": 0}


def test_take_file_over_the_limit_is_refused_though_it_says_to_be_small(upload, settings, files_on_disk):
    settings.UPLOAD_MAX_MB = 1
    file = upload(corpus.pdf() + b"%" * 1024 * 1024)
    file.size = 10

    with pytest.raises(BadFile) as refusal:
        take(file)

    assert refusal.value.code == "file_too_large"
    assert "1 MB" in str(refusal.value.message)
    assert files_on_disk() == {"evidence": 0, "pages": 0}


def test_take_file_of_exactly_the_limit_is_kept(upload, settings):
    settings.UPLOAD_MAX_MB = 1
    data = corpus.pdf()

    assert take(upload(data + b"%" * (1024 * 1024 - len(data)))).size_bytes == 1024 * 1024


@pytest.mark.parametrize("name", ["diploma.pdf", "diploma.jpg", "diploma", "diploma.html"])
def test_take_pdf_is_known_by_content_whatever_its_name(upload, name):
    kept = take(upload(corpus.pdf(3), name))

    assert (kept.mime, kept.pages_total, kept.name) == ("application/pdf", 3, name)


def test_take_pdf_is_kept_byte_by_byte(upload):
    data = corpus.pdf()

    kept = take(upload(data))

    with default_storage.open(kept.original) as file:
        assert file.read() == data
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert kept.size_bytes == len(data)


def test_take_photo_is_kept_clean_and_hashed_as_kept(upload, private_disk):
    kept = take(upload(corpus.phone_photo(orientation=6), "IMG_1.HEIC"))

    data = (private_disk / kept.original).read_bytes()
    assert (kept.mime, kept.pages_total, kept.sha256) == ("image/jpeg", 1, hashlib.sha256(data).hexdigest())
    assert b"Telephone Works" not in data
    with Image.open(private_disk / kept.original) as image:
        assert image.size == (480, 640)


@pytest.mark.slow
def test_take_photo_of_30_megabytes_is_shrunk(upload):
    data = corpus.big_photo(30)
    assert 27 * 2**20 < len(data) <= 30 * 2**20

    kept = take(upload(data, "DSC_0001.JPG"))

    assert kept.size_bytes < 8 * 2**20


@pytest.mark.parametrize(
    "name", ["../../../../tmp/evil.pdf", "..\\evil.pdf", "/etc/evil.pdf", "photo\u202efdp.evil.pdf"]
)
def test_take_name_never_reaches_the_disk(upload, private_disk, name):
    kept = take(upload(corpus.pdf(), name))

    paths = [path.relative_to(private_disk) for path in private_disk.rglob("*") if path.is_file()]
    assert [str(path) for path in paths] == [kept.original]
    assert "evil" not in kept.original
    assert "/" not in kept.name
    assert "\u202e" not in kept.name


def test_take_file_is_readable_by_nobody_else(upload, private_disk):
    kept = take(upload(corpus.pdf()))

    assert (private_disk / kept.original).stat().st_mode & 0o077 == 0
    assert (private_disk / kept.original).parent.stat().st_mode & 0o077 == 0


def test_taken_one_bad_file_does_not_cost_the_others(upload, files_on_disk):
    with taken([upload(corpus.pdf()), upload(corpus.HTML, "b.pdf"), upload(corpus.jpeg(), "c.jpg")]) as intake:
        intake.has_rows = True

    assert [file.name for file in intake.kept] == ["paper.pdf", "c.jpg"]
    assert [(bad.name, bad.code) for bad in intake.bad] == [("b.pdf", "file_type")]
    assert files_on_disk()["evidence"] == 2


def test_taken_files_without_rows_are_deleted(upload, files_on_disk):
    with taken([upload(corpus.pdf())]):
        assert files_on_disk()["evidence"] == 1

    assert files_on_disk()["evidence"] == 0


def test_taken_files_are_deleted_when_the_block_fails_at_its_end(upload, files_on_disk):
    with pytest.raises(RuntimeError), taken([upload(corpus.pdf())]) as intake:
        intake.has_rows = True
        raise RuntimeError

    assert files_on_disk()["evidence"] == 0


def test_taken_photos_make_one_document_and_each_pdf_its_own(upload):
    files = [
        upload(data, name)
        for data, name in [
            (corpus.jpeg(), "1.jpg"),
            (corpus.pdf(), "a.pdf"),
            (corpus.png(), "2.png"),
            (corpus.pdf(), "b.pdf"),
        ]
    ]

    with taken(files) as intake:
        documents = [[file.name for file in part] for part in intake.documents()]

    assert documents == [["1.jpg", "2.png"], ["a.pdf"], ["b.pdf"]]
