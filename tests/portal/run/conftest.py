"""A portal of its own for the tests of `manage.py run`: real processes, a folder and a port of their own."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

from tests.harness import processes

RUN = [sys.executable, "manage.py", "run"]


class Run:
    """`manage.py run` as a person at a terminal sees it."""

    def __init__(self, folder, command=RUN, **environment):
        self.folder, self.began = folder, time.monotonic()
        self.output = folder / f"terminal-{time.monotonic_ns()}"
        clean = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        clean |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "VAR_DIR": str(folder), "PYTHONUNBUFFERED": "1"}
        with self.output.open("w") as terminal:
            self.process = subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env=clean | environment,
                stdout=terminal,
                stderr=subprocess.STDOUT,
            )

    @property
    def lines(self):
        return self.output.read_text().splitlines()

    def wait_for(self, words):
        def seen():
            assert self.process.poll() is None, self.lines
            return any(words in line for line in self.lines)

        processes.wait_until(seen, 180, words)

    def end(self):
        """`(exit code, last line)`, within the ten seconds that are promised."""
        return self.process.wait(10), self.lines[-1]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder in which the portal ran once, and that run."""
    folder = tmp_path_factory.mktemp("portal")
    first = Run(folder, PORT=str(processes.free_port()))
    first.wait_for("Ctrl-C stops everything.")
    first.took = time.monotonic() - first.began
    first.process.send_signal(signal.SIGINT)
    first.ended = first.end()
    return first


@pytest.fixture
def start(prepared):
    """`start(PORT=…)` runs the portal again in the prepared folder; whatever is left at the end is removed."""
    runs = []

    def begin(**options):
        runs.append(Run(prepared.folder, **({"PORT": str(processes.free_port())} | options)))
        return runs[-1]

    yield begin
    for run in runs:
        run.process.kill()
        run.process.wait()
    for pid in processes.left_after(prepared.folder, 10):
        os.kill(pid, signal.SIGKILL)
