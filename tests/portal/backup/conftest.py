"""A portal in which everything is known about one person, with files and a log of seals of its own."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from portal.backup.take import take
from tests.factories import UserFactory
from tests.services.rights.story import Story


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Files, log and backups of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SEAL_LOG = str(tmp_path / "seals.log")
    return tmp_path


@pytest.fixture
def backup(own_folder):
    """Of one account and one file."""
    UserFactory(email="before@example.cn")
    default_storage.save("evidence/ab/one", ContentFile(b"one"))
    return take(own_folder / "backups")


@pytest.fixture
def story(hospital, school, school_staff, city_officer, province_officer):
    """Somebody has told everything; `story.card` is in force."""
    others = {"hospital": hospital, "school": school, "teacher": school_staff}
    told = Story(1, city=city_officer, province=province_officer, **others)
    told.tell()
    return told
