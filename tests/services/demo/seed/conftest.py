"""A seed keeps the pictures of its photos; those of a test are its own."""

import pytest


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT
