"""What does a journey stand on? The site, a real worker with beat, and the folders both work in."""

import shutil

import pytest

from .office import Office


@pytest.fixture
def office(settings, start_worker):
    """A worker as `make run` has it, in the folders of this site, with nothing in them yet."""
    settings.MEDIA_ROOT = settings.VAR_DIR / "files"
    for folder in ("files", "mail", "sms"):
        shutil.rmtree(settings.VAR_DIR / folder, ignore_errors=True)
    start_worker(beat=True)
    return Office()
