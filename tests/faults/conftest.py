"""On which disk, and with whom, do things go wrong?"""

import pytest


class Scene:
    """Every fixture by its name, made when it is first asked for: `scene.card`, `scene.city_officer`."""

    def __init__(self, request):
        self._request = request

    def __getattr__(self, name):
        return self._request.getfixturevalue(name)


@pytest.fixture
def scene(request, catalogue):
    return Scene(request)


@pytest.fixture(autouse=True)
def private_disk(settings, tmp_path):
    """Each test has its own empty place for files."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def files(private_disk):
    """`files()`: the names of the files kept now."""
    return lambda: sorted(str(path.relative_to(private_disk)) for path in private_disk.rglob("*") if path.is_file())
