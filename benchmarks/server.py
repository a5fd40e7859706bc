"""A portal to measure: granian with two processes on PostgreSQL and Redis, as it stands on a real machine."""

import contextlib
import dataclasses
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from portal.run.child import Child
from tests.harness import postgres, processes

from .load import Load, load
from .registry import CannotMeasureError

ROOT = Path(__file__).resolve().parent.parent


@contextlib.contextmanager
def environment() -> Iterator[dict[str, str]]:
    """A folder, a PostgreSQL and a Redis of their own, as environment variables; all gone afterwards."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-bench-"))
        database = stack.enter_context(postgres.server(postgres.ROOMY))
        values = {"VAR_DIR": folder, "DATABASE_URL": database, "REDIS_URL": stack.enter_context(_redis(folder))}
        values |= {"PORT": str(processes.free_port()), "DEMO": "0", "LOG_LEVEL": "WARNING", "ENV_FILE": os.devnull}
        values["PARTNER_CALLS_A_MINUTE"] = "1000000"
        stack.enter_context(mock.patch.dict(os.environ, values))
        yield values


@contextlib.contextmanager
def _redis(folder: str) -> Iterator[str]:
    program = shutil.which("redis-server")
    if not program:
        raise CannotMeasureError("redis-server is not installed")
    port = processes.free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
    server = Child("Redis", [program, *options], Path(folder) / "redis.log")
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.ask_to_stop()
        server.wait(5)


def manage(*arguments: str) -> None:
    """Run a command of the portal in the environment of the moment; says what it said where it fails."""
    _run(["manage.py", *arguments])


def inside(module: str, *arguments: object) -> Any:
    """What a module of `benchmarks.inside` printed as JSON."""
    return json.loads(_run(["-m", f"benchmarks.inside.{module}", *map(str, arguments)]))


def _run(command: list[str]) -> str:
    result = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)
    if result.returncode:
        raise CannotMeasureError(f"{' '.join(command)}: {(result.stderr or result.stdout).strip()[-300:]}")
    return result.stdout


@dataclass(frozen=True)
class Site:
    """A running server: where it listens, and the group of its processes."""

    address: str
    group: int

    def load(self, requests: Iterator[bytes], **options: Any) -> Load:
        """As `load`, with what it cost the server in processor time."""
        before = self._cpu_seconds()
        found = load(self.address, requests, **options)
        return dataclasses.replace(found, cpu=self._cpu_seconds() - before)

    def _cpu_seconds(self) -> float:
        ticks = 0
        for file in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                columns = file.read_text().rpartition(")")[2].split()
                if int(columns[2]) == self.group:
                    ticks += int(columns[11]) + int(columns[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def granian(application: str, **variables: str) -> Iterator[Site]:
    """A server of two processes for a WSGI application named `module:name`, with `variables` in its environment."""
    port = processes.free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", application, "--port", str(port)]
    command += ["--workers", "2", "--blocking-threads", "2", "--no-log"]
    with mock.patch.dict(os.environ, variables):
        server = Child("web server", command, Path(os.environ["VAR_DIR"]) / "web.log")
    try:
        processes.wait_until(lambda: _listens(port), 60, "a listening web server")
        yield Site(f"http://localhost:{port}", server.process.pid)
    finally:
        server.ask_to_stop()
        server.wait(5)


def _listens(port: int) -> bool:
    import socket

    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False
