"""Whose photo, on which disk?"""

import pytest

from portal.workflow.engine import perform
from tests.cast import ask_for_family, send_photo


@pytest.fixture(autouse=True)
def private_disk(settings, tmp_path):
    """Each test has its own empty place for files."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def faces(private_disk):
    """The contents of the photos that are kept now."""
    return lambda: sorted(file.read_bytes() for file in (private_disk / "portraits").rglob("*") if file.is_file())


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What is done once a step is certain is done at the end of the block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def accepted(card, province_officer):
    return perform(send_photo(card), "accept", by=province_officer)


@pytest.fixture
def childs_card(card, province_officer):
    return perform(ask_for_family(card), "accept", by=province_officer).cards.get()
