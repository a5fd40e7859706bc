"""A real Redis server, and a real Celery worker on the test's own database."""

import contextlib
import os
import shutil
import signal
import subprocess
from unittest import mock
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection

from portal import servers
from portal.celery import app
from portal.run.child import Child, end_with_parent
from portal.run.commands import CELERY

from . import processes


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory):
    """The address of a Redis server of this session; tests that need it are skipped where it is not installed."""
    program = shutil.which("redis-server")
    if not program:
        pytest.skip("redis-server is not installed")
    port = processes.free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path_factory.mktemp("redis"))]
    server = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL, preexec_fn=end_with_parent)
    processes.wait_until(lambda: _answers(port), 10, "an answer of Redis")
    yield f"redis://127.0.0.1:{port}/0"
    server.terminate()
    server.wait()


def _answers(port):
    import socket

    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as connected:
        connected.sendall(b"PING\r\n")
        return connected.recv(7) == b"+PONG\r\n"


@pytest.fixture
def on_redis(redis_server, settings):
    """Cache and broker of this test stand on the Redis server, which is empty at the start."""
    import redis

    with redis.Redis.from_url(redis_server) as client:
        client.flushall()
    settings.REDIS_URL = redis_server
    settings.CACHES = servers.caches(redis_server)
    with broker_at(redis_server, servers.broker_options(redis_server, settings.VAR_DIR)):
        yield redis_server
    caches["default"].close()


@contextlib.contextmanager
def broker_at(url, options):
    """Celery in this process speaks with another broker for a while."""
    before = app.conf.broker_url, app.conf.broker_transport_options
    _point_at(url, options)
    try:
        yield
    finally:
        _point_at(*before)


def _point_at(url, options):
    app.pool.force_close_all()
    app.conf.update(broker_url=url, broker_transport_options=options)
    app.set_current()
    app._pool = None
    app.amqp._producer_pool = None


@pytest.fixture
def start_worker(transactional_db):
    """`start_worker(beat=False)` starts a real worker on the test's database and broker and waits until it is ready."""
    children = []

    def start(beat=False):
        log = settings.VAR_DIR / "log" / f"worker-{len(children)}.log"
        log.unlink(missing_ok=True)
        command = [*CELERY, "worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "INFO"]
        if beat:
            for times in settings.VAR_DIR.glob("beat-of-tests*"):  # else what fell due since the last test runs at once
                times.unlink()
            command += ["--beat", "--schedule", str(settings.VAR_DIR / "beat-of-tests")]
        with mock.patch.dict(os.environ, environment()):
            children.append(Child("worker", command, log))
        processes.wait_until(lambda: children[-1].has_ended() or " ready." in log.read_text(), 60, "a ready worker")
        assert not children[-1].has_ended(), log.read_text()
        return children[-1]

    yield start
    for child in children:
        child.process.send_signal(signal.SIGTERM)
    for child in children:
        child.wait(10)


@pytest.fixture
def worker(start_worker):
    """A worker with beat, as `make run` has it."""
    return start_worker(beat=True)


def environment():
    """What a process must be told to work on the database, the files and the broker of this test."""
    return {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database_url(), "REDIS_URL": settings.REDIS_URL}


def database_url():
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    user, password, host = (quote(str(config[part]), safe="") for part in ("USER", "PASSWORD", "HOST"))
    place = f"{user}:{password}@{host}" + (f":{config['PORT']}" if config["PORT"] else "")
    socket = config["OPTIONS"].get("host")
    return f"postgres://{place}/{config['NAME']}" + (f"?host={socket}" if socket else "")
