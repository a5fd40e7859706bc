"""Can a stranger's file take the machine down with it, or read what the site knows?"""

import json
import subprocess
import sys
import time

import pytest

from accounts.evidence import sandbox
from accounts.evidence.press.problems import Unusable

from . import corpus

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]  # pictures and processes, no table: once is enough


@pytest.fixture
def source(tmp_path):
    def written(data):
        path = tmp_path / "source"
        path.write_bytes(data)
        return path

    return written


def test_press_answers_what_the_job_found(source):
    assert sandbox.press("count_pages", source=source(corpus.pdf(3))) == {"pages": 3}


def test_press_names_the_fault_of_the_file(source):
    with pytest.raises(Unusable) as refusal:
        sandbox.press("count_pages", source=source(corpus.locked_pdf()))

    assert refusal.value.code == "locked_pdf"


def test_press_picture_beyond_its_memory_is_too_heavy_and_within_it_is_not(source, tmp_path):
    photo = source(corpus.png(4500, 4000))
    job = {"source": photo, "target": tmp_path / "out", "side": 1000}

    with pytest.raises(Unusable) as refusal:
        sandbox.press("clean_photo", memory_mb=70, **job)

    assert refusal.value.code == "too_heavy"
    assert sandbox.press("clean_photo", **job) == {"size": [1000, 889]}


def test_press_bomb_of_drawing_ends_at_its_bounds(source, tmp_path):
    bomb = source(corpus.pdf_bomb(100))
    began = time.monotonic()

    with pytest.raises((Unusable, sandbox.PressFailedError)):
        sandbox.press("render_pages", cpu_seconds=1, source=bomb, folder=tmp_path, first=1, count=1)

    assert time.monotonic() - began < 30
    assert list(tmp_path.glob("*.jpg")) == []


def test_press_that_never_answers_is_killed(source, tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 0.5)
    monkeypatch.setattr(sandbox, "COMMAND", (sys.executable, "-c", "import time; time.sleep(60)"))

    with pytest.raises(sandbox.PressFailedError, match="TimeoutExpired"):
        sandbox.press("count_pages", source=source(corpus.pdf()))


def test_press_sees_no_secret_of_the_site(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary-of-the-site")
    monkeypatch.setattr(
        sandbox, "COMMAND", (sys.executable, "-c", "import json, os; print(json.dumps({'sees': dict(os.environ)}))")
    )

    assert "canary-of-the-site" not in json.dumps(sandbox.press("count_pages"))


def test_press_knows_neither_django_nor_settings():
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, accounts.evidence.press.__main__; print('django' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert loaded.stdout == "False\n"
