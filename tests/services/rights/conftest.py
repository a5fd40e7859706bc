"""Two people about whom everything is known, in a catalogue that ships, with their files on a disk of their own."""

import pytest

from .story import Story


@pytest.fixture(autouse=True)
def private_disk(settings, tmp_path):
    settings.SEAL_LOG = str(tmp_path / "seals.log")
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def tell(hospital, school, school_staff, city_officer, province_officer):
    """`tell(number)` is a person about whom every table holds something."""
    others = {"hospital": hospital, "school": school, "teacher": school_staff}

    def told(number=1):
        return Story(number, city=city_officer, province=province_officer, **others).tell()

    return told


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Inside it whatever waits for the commit is done at the end, as after a real one."""
    return django_capture_on_commit_callbacks
