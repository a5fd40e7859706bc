"""Does make install only what changed, and begin anew what was broken off? Shown with a Python that takes notes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

NOTING = f"""#!/bin/sh
case "$*" in
  "-m venv"*) mkdir -p .venv/bin; ln -s {sys.executable} .venv/bin/python; echo venv >> notes ;;
  "-m pip"*) echo install >> notes; exit ${{PIP_FAILS:-0}} ;;
  *) exec {sys.executable} "$@" ;;
esac
"""


@pytest.fixture
def make(tmp_path):
    """`make()` brings the environment up to date in an empty project; gives `(exit code, what was done)`."""
    shutil.copy(Path(settings.BASE_DIR) / "Makefile", tmp_path)
    (tmp_path / "requirements.txt").write_text("django\n")
    python = tmp_path / "noting-python"
    python.write_text(NOTING)
    python.chmod(0o755)

    def run(**environment):
        (tmp_path / "notes").write_text("")
        command = ["make", "runtime", f"PYTHON={python}"]
        clean = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL"}}
        result = subprocess.run(command, cwd=tmp_path, env=clean | environment, capture_output=True, text=True)
        run.said = result.stdout
        return result.returncode, (tmp_path / "notes").read_text().split()

    run.folder = tmp_path
    return run


def test_make_first_time_makes_an_environment_and_installs(make):
    assert make() == (0, ["venv", "install"])


def test_make_again_does_nothing_and_says_nothing(make):
    make()

    assert make() == (0, [])
    assert make.said == ""


def test_make_changed_requirements_are_installed_into_the_same_environment(make):
    make()
    (make.folder / "requirements.txt").write_text("django\ncelery\n")

    assert make() == (0, ["install"])


def test_make_after_a_broken_off_install_begins_anew(make):
    code, _ = make(PIP_FAILS="1")

    assert code == 2
    assert "Installing failed; the reason stands above.\n" in make.said
    assert make() == (0, ["venv", "install"])


def test_make_environment_whose_python_is_gone_is_made_anew(make):
    make()
    (make.folder / ".venv/bin/python").unlink()
    (make.folder / ".venv/bin/python").symlink_to("/nowhere/python3.11")

    assert make() == (0, ["venv", "install"])
