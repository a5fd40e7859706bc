"""What do the fault tests stand on? A PostgreSQL of their own that keeps what it committed, and a Redis to kill."""

import itertools

import pytest
from django.db import connection

from tests.harness import celery_worker, postgres, processes
from tests.harness.celery import database_url
from tests.harness.other_database import standing_on
from tests.harness.redis_server import redis_to_kill

NUMBERS = itertools.count(1)


MARKS = (
    *(pytest.mark.slow, pytest.mark.postgres, pytest.mark.redis),
    pytest.mark.django_db(transaction=True),
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """They share a server, and would only disturb each other; other tests are none of ours."""
    for item in items:
        if item.nodeid.startswith("tests/faults/processes/"):
            for mark in MARKS:
                item.add_marker(mark)


@pytest.fixture(scope="session")
def postgres_to_restart(django_db_setup, django_db_blocker):
    """A server with a copy of the suite's database, called `ready`."""
    if connection.vendor != "postgresql":
        pytest.skip("these tests are for PostgreSQL: make faults")
    with postgres.own(postgres.DURABLE) as running, django_db_blocker.unblock():
        running.server.psql("CREATE DATABASE ready;")
        postgres.copy(database_url(), running.url("ready"))
        yield running


@pytest.fixture
def own_database(postgres_to_restart, django_db_blocker):
    """This test's own copy, on which the ORM of this process stands too."""
    name = f"faults{next(NUMBERS)}"
    postgres_to_restart.server.psql(f"CREATE DATABASE {name} TEMPLATE ready;")
    with django_db_blocker.unblock(), standing_on(postgres_to_restart.url(name)):
        yield postgres_to_restart


@pytest.fixture
def redis_here(tmp_path):
    with redis_to_kill(tmp_path) as server:
        yield server


@pytest.fixture
def portal(own_database, redis_here, tmp_path):
    """`portal.worker()`, `portal.beat()`, `portal.web()` start real processes over Redis and the test's database."""
    with celery_worker.celery(
        tmp_path, redis_here.url, DJANGO_SETTINGS_MODULE="tests.faults.processes.settings"
    ) as started:
        yield started
    assert processes.left_after(tmp_path, 5) == {}
