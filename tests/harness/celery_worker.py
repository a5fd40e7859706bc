"""Real Celery processes beside the test: they see its database and its broker, and die by SIGKILL when told to."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from kombu import pools

from portal import broker, servers
from portal.celery import app


class Celery:
    """Worker and beat processes over one folder and one broker."""

    def __init__(self, folder, redis_url=""):
        self.folder, self.redis_url, self.processes = folder, redis_url, []
        for secret in settings.VAR_DIR.glob("*.txt"):
            shutil.copy(secret, folder)

    def worker(self, *options, **environment):
        return self._start("worker", "--pool=threads", "--concurrency=2", *options, **environment)

    def beat(self, name="beat"):
        return self._start("beat", f"--schedule={self.folder / name}", "--pidfile=")

    def _start(self, *command, **environment):
        given = {"VAR_DIR": str(self.folder), "DATABASE_URL": database_url(), "REDIS_URL": self.redis_url}
        given |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "ENV_FILE": os.devnull}
        with (self.folder / f"{command[0]}.log").open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "--app", "portal", *command, "--loglevel=INFO"],
                cwd=settings.BASE_DIR,
                env=os.environ | given | environment,
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

    def end(self):
        for process in self.processes:
            if process.poll() is None:
                self.kill(process)

    def log(self):
        return "".join(file.read_text() for file in sorted(self.folder.glob("*.log")))


def database_url():
    """The test's database, as another process reaches it."""
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    return (
        f"postgres://{config['USER']}:{config['PASSWORD']}@{config['HOST']}:{config['PORT'] or 5432}/{config['NAME']}"
    )


@contextmanager
def celery(folder, redis_url=""):
    """Processes over `folder`; the test's own hints go to the same broker."""
    processes = Celery(folder, redis_url)
    with _broker(redis_url or "filesystem://", servers.broker_options(redis_url, folder / "broker")):
        try:
            yield processes
        finally:
            processes.end()


@contextmanager
def _broker(url, options):
    before = app.conf.broker_url, app.conf.broker_transport_options
    _use(url, options)
    try:
        yield
    finally:
        _use(*before)


def _use(url, options):
    app.conf.broker_url, app.conf.broker_transport_options = url, options
    pools.reset()
    app._pool = app.amqp._producer_pool = None
    broker._quiet_until = 0.0
