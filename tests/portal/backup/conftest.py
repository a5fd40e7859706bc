"""A portal in which everything is known about one person, with files and a log of seals of its own."""

import pytest

from tests.services.rights.story import Story


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Files, log and backups of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SEAL_LOG = str(tmp_path / "seals.log")
    return tmp_path


@pytest.fixture
def story(hospital, school, school_staff, city_officer, province_officer):
    """Somebody has told everything; `story.card` is in force."""
    others = {"hospital": hospital, "school": school, "teacher": school_staff}
    told = Story(1, city=city_officer, province=province_officer, **others)
    told.tell()
    return told
