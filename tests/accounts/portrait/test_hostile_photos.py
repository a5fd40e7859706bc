"""Is a hostile file harmless as a photo too: refused in words, or made a small clean picture?"""

import io

import pytest
from django.core.files.storage import FileSystemStorage
from PIL import Image

from accounts.models import Portrait
from tests.accounts.evidence import corpus
from tests.accounts.evidence.test_hostile_files import REFUSED, STRANGE
from tests.harness.full_disk import without_room

from .test_pages import photo

TAKEN = {"polyglot": corpus.polyglot_jpeg, "position": corpus.phone_photo}


@pytest.fixture
def send(card, as_user):
    return lambda content, name="IMG_1.jpg": as_user(card.talent).post(
        "/me/photo/", {"file": photo(content, name), "form_key": "a"}
    )


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file_is_no_photo(send, faces, name):
    page = send(REFUSED[name][0](), name)

    assert (page.status_code, Portrait.objects.count(), faces()) == (422, 0, [])


@pytest.mark.parametrize("name", TAKEN)
def test_photo_with_more_in_it_becomes_a_clean_picture(send, faces, name):
    assert send(TAKEN[name]()).status_code == 302

    [kept] = faces()
    with Image.open(io.BytesIO(kept)) as image:
        assert (image.format, image.getexif()) == ("JPEG", {})
    assert [sign for sign in STRANGE if sign in kept] == []


def test_full_disk_is_told_and_no_row_and_no_file_stay(send, faces, monkeypatch):
    monkeypatch.setattr(FileSystemStorage, "_save", without_room(FileSystemStorage._save, after=16))

    page = send(corpus.jpeg())

    assert "存储空间已满" in page.text
    assert (page.status_code, Portrait.objects.count(), faces()) == (507, 0, [])
