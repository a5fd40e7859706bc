"""Who acts in the tests, and what does every test stand on? One cast, a closed network, a frozen clock on demand."""

import datetime as dt
import gc
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import translation

from tests.factories import UserFactory
from tests.harness import catalogue as catalogue_rows
from tests.harness import network, triggers

pytest_plugins = [
    "tests.cast",
    "tests.harness.celery",
    "tests.harness.declared",
    "tests.harness.browser",
    "tests.harness.environment",
    "tests.harness.overheard",
    "tests.harness.databases",
    "tests.harness.silent_network",
    "tests.harness.skips",
    "tests.harness.tallies",
    "tests.harness.together",
]
NOW = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))  # a Friday, a working day


def pytest_sessionstart(session):
    network.close()
    triggers.let_tests_flush()


def pytest_collection_finish(session):
    """What was collected stays to the end, and is not looked through for rubbish again and again."""
    gc.freeze()
    gc.set_threshold(10_000)


@pytest.fixture
def clock():
    """Python's clock, standing at NOW; `clock.move_to(moment)` and `clock.shift(delta)` move it, not the database's."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def in_chinese():
    """Each test begins in the site's own language: a request in another one leaves that behind in its thread."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture(autouse=True)
def no_seals_of_earlier_tests():
    """The log of seals is a file, which no rollback reaches: a worker of an earlier test may have written to it."""
    Path(settings.SEAL_LOG).unlink(missing_ok=True)


# -- the cast ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def talent(db):
    return UserFactory(email="talent@example.cn")


@pytest.fixture
def other_talent(db):
    return UserFactory(email="other.talent@example.cn")


@pytest.fixture
def new_talent(db):
    return UserFactory(email="new.talent@example.cn")


@pytest.fixture
def anonymous():
    return Client()


@pytest.fixture
def as_user():
    """`as_user(user)` is a browser in which that user has signed in."""

    def signed_in(user):
        client = Client()
        client.force_login(user)
        return client

    return signed_in


# -- the catalogue ----------------------------------------------------------------------------------------------------
@pytest.fixture
def catalogue(db):
    """The catalogue that ships: authorities, tiers, policies, programmes, services, entitlements."""
    catalogue_rows.put()
