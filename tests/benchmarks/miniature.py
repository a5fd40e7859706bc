"""How does a benchmark run in miniature? On real servers, over databases made ready once, in few and small rounds."""

import importlib
import os
from contextlib import ExitStack, contextmanager
from itertools import count
from types import SimpleNamespace
from unittest import mock
from urllib.parse import urlsplit

import psycopg

from benchmarks import change_over, check, fanout, growth, pages, server, use
from benchmarks.growth import READY

SMALL = {
    "change_over.TIMES": 2,
    "rounds.ROUNDS": 1,
    "load.SECONDS": 0.1,
    "check.CODES": 1_000,
    "fanout.WRITTEN": 50,
    "fanout.DRAINED": 50,
    "growth.SMALL": 20,
    "growth.LARGE": 40,
    "growth.CODES": 100,
    "growth.SECONDS": 0.05,
    "offline.CODES": 20,
    "pages.SECONDS": 0.05,
    "use.CHECKS": 2_000,
    "use.FEW": 10,
    "use.MANY": 100,
    "use.SECONDS": 0.1,
}
"""Long enough for the clock of the processor to move, and with more codes than can be asked for in that time."""

NUMBERS = count(1)


@contextmanager
def small():
    """Inside, each benchmark finds servers that run and databases that are migrated and filled, and measures little."""
    with ExitStack() as stack:
        stack.enter_context(mock.patch.dict(os.environ, given()))
        made = Copies(stack.enter_context(server.environment()))
        for command in READY:
            server.manage(*command.split())
        for name, value in SMALL.items():
            module, constant = name.split(".")
            stack.enter_context(mock.patch.object(importlib.import_module(f"benchmarks.{module}"), constant, value))
        for module in (change_over, check, fanout, growth, pages, use):
            stack.enter_context(mock.patch.multiple(module, environment=made.environment, manage=only_what_is_new))
        for module in (growth, use):
            stack.enter_context(mock.patch.object(module, "database", made.database))
        stack.enter_context(mock.patch.object(growth, "atexit", SimpleNamespace(register=stack.callback)))
        growth.provinces.cache_clear()
        stack.callback(growth.provinces.cache_clear)
        yield


def given():
    """Passwords hashed quickly; and on the suite's own server a copy of its database, which is migrated already."""
    found = {"DJANGO_SETTINGS_MODULE": "tests.faults.processes.settings"}
    if template := os.environ.get("TEST_TEMPLATE"):
        found["TEST_DATABASE_URL"] = copy_of(os.environ["DATABASE_URL"], template, "benchmark_ready")
    return found


def copy_of(url, template, name):
    """The address of a database of that server, made as a copy of another one."""
    place = urlsplit(url)
    with psycopg.connect(place._replace(path="/template1").geturl(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return place._replace(path=f"/{name}").geturl()


def only_what_is_new(*arguments):
    """Run a command, unless it is one of those that made the database ready."""
    if " ".join(arguments) not in READY:
        server.manage(*arguments)


class Copies:
    """Databases of their own, each a copy of the one that is ready."""

    def __init__(self, values):
        self.values, self.url = values, values["DATABASE_URL"]

    @contextmanager
    def environment(self):
        own = {"DATABASE_URL": self.database(self.url, f"benchmark{next(NUMBERS)}")}
        with mock.patch.dict(os.environ, own):
            yield self.values | own

    def database(self, server, name):
        return copy_of(server, urlsplit(self.url).path.lstrip("/"), name)
