"""Processes of the portal that a test kills: over a folder and a broker of their own, on the test's database."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress

from django.conf import settings

from portal import broker, servers

from .celery import broker_at, database_url
from .processes import answers, children, free_port, wait_until


class Celery:
    """Worker, beat and web processes over one folder and one broker."""

    def __init__(self, folder, redis_url="", **environment):
        self.folder, self.redis_url, self.environment, self.processes = folder, redis_url, environment, []
        for secret in settings.VAR_DIR.glob("*.txt"):
            shutil.copy(secret, folder)

    def worker(self, *options, **environment):
        return self._celery("worker", "--pool=threads", "--concurrency=2", *options, **environment)

    def beat(self, name="beat"):
        return self._celery("beat", f"--schedule={self.folder / name}", "--pidfile=")

    def web(self, port=None, **environment):
        """granian on a port of its own, or beside another on that port, once it answers; the address of the site."""
        port = port or free_port()
        command = ["granian", "--interface", "wsgi", "portal.wsgi:application", "--port", str(port), "--workers", "1"]
        environment |= {"PUBLIC_URL": f"http://localhost:{port}"}
        self._start("web", *command, "--blocking-threads", "4", **environment)
        wait_until(lambda: answers(port), 60, "the site answers")
        return f"http://localhost:{port}"

    def _celery(self, name, *options, **environment):
        return self._start(name, "celery", "--app", "portal", name, *options, "--loglevel=INFO", **environment)

    def _start(self, name, *command, **environment):
        given = {"VAR_DIR": str(self.folder), "DATABASE_URL": database_url(), "REDIS_URL": self.redis_url}
        given |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "ENV_FILE": os.devnull}
        with (self.folder / f"{name}.log").open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=settings.BASE_DIR,
                env=os.environ | given | self.environment | environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def kill(self, process):
        """As the kernel does when memory ends: nothing is tidied."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_parent(self, process):
        """Its children are left behind."""
        process.kill()
        process.wait()

    def kill_child(self, process):
        """One of them, which the parent then makes anew."""
        living = wait_until(lambda: children(self.folder, process.pid), 20, "the worker has children")
        os.kill(max(living), signal.SIGKILL)

    def end(self):
        """Orphans too: the group outlives its leader."""
        for process in self.processes:
            with suppress(ProcessLookupError):
                self.kill(process)

    def logs(self):
        """What the processes have written, by their names."""
        return {file.stem: file.read_text() for file in sorted(self.folder.glob("*.log"))}

    def log(self):
        return "".join(self.logs().values())


@contextmanager
def celery(folder, redis_url="", **environment):
    """Processes over `folder`; the test's own hints go to the same broker."""
    processes = Celery(folder, redis_url, **environment)
    with broker_at(redis_url or "filesystem://localhost", servers.broker_options(redis_url, folder / "broker")):
        broker._quiet_until = 0.0
        try:
            yield processes
        finally:
            processes.end()
            broker._quiet_until = 0.0
