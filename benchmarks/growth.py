"""How much slower is a check, or an officer's queue, in a province of a million than in one of ten thousand, and how
long does it take to fill one?

Two databases of one PostgreSQL server, a portal over each, asked in turn. `LARGE` and `SMALL` in the environment set
other sizes; what is reported then is of those.
"""

import atexit
import functools
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import repeat
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from . import load as http
from .check import post_check, token
from .load import Load
from .registry import Result, benchmark
from .rounds import compared, in_turn
from .server import Site, environment, granian, inside, manage

SMALL, LARGE = int(os.environ.get("SMALL", "10000")), int(os.environ.get("LARGE", "1000000"))
CODES = int(os.environ.get("CODES", "60000"))
SECONDS = 2.0
READY = ("migrate --noinput", "translations --compile", "collectstatic --noinput", "load_catalogue")
CHECK_AT_MOST, QUEUE_AT_MOST = 1.1, 1.2
SEED_SECONDS_AT_MOST = 600.0  # for a million
TIDIED = "VACUUM (ANALYZE)", "CHECKPOINT"  # as after a night: else the server does both in the middle of the rounds
IN_MEMORY = """
    SELECT pg_prewarm(read.oid) FROM pg_class read LEFT JOIN pg_index ON indexrelid = read.oid
    JOIN pg_class of_table ON of_table.oid = coalesce(indrelid, read.oid)
    WHERE read.relkind IN ('r', 'i') AND of_table.relname ~ '^(accounts|services)_'
"""


@dataclass(frozen=True)
class Province:
    site: Site
    database: str
    prepared: dict[str, Any]
    seconds: float  # that `seed_demo` took


@benchmark("seed")
def seed() -> list[Result]:
    _, large = provinces()
    goal = SEED_SECONDS_AT_MOST * LARGE / 1_000_000
    return [Result(name=f"seed: {LARGE:,} talents", value=large.seconds, unit="s", goal=goal, at_most=True)]


@benchmark("check-growth")
def check_growth() -> list[Result]:
    """As the provinces lie after the seed, where the rows of a holder have to be fetched first; and, without a goal of
    its own, with what checks read in memory, which tells what of the growth is fetching."""
    small, large = (_checking(province) for province in provinces())
    found = grown("check-growth", small, large, CHECK_AT_MOST)
    for province in provinces():
        told(province.database, "CREATE EXTENSION IF NOT EXISTS pg_prewarm", IN_MEMORY)
    return [found, grown("check-growth: in memory", small, large, None)]


@benchmark("queue-growth")
def queue_growth() -> list[Result]:
    small, large = provinces()
    return [
        grown(
            f"queue-growth: {name}",
            _opening(small, path),
            _opening(large, large.prepared["pages"][name]),
            QUEUE_AT_MOST,
        )
        for name, path in small.prepared["pages"].items()
    ]


@functools.cache
def provinces() -> tuple[Province, Province]:
    """The small and the large one, filled once for all of these benchmarks; gone when the process ends."""
    stack = ExitStack()
    atexit.register(stack.close)
    values = stack.enter_context(environment())
    return _filled(stack, values["DATABASE_URL"], SMALL), _filled(stack, values["DATABASE_URL"], LARGE)


def _filled(stack: ExitStack, server: str, talents: int) -> Province:
    own = {"DATABASE_URL": database(server, f"growth{talents}"), "DEMO": "1"}
    with mock.patch.dict(os.environ, own):
        for command in READY:
            manage(*command.split())
        began = time.monotonic()
        manage("seed_demo", "--talents", str(talents), "--verbosity", "0")
        seconds = time.monotonic() - began
        told(own["DATABASE_URL"], *TIDIED)
        prepared = inside("growth", CODES)
    site = stack.enter_context(granian("portal.wsgi:application", **own))
    return Province(site, own["DATABASE_URL"], prepared, seconds)


def database(server: str, name: str) -> str:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def told(database: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def _checking(province: Province) -> Callable[[], Load]:
    """One counter, one check at a time, each of another holder."""
    client = token(province.site.address, *province.prepared["client"])
    asked = iter([post_check(code, {"Authorization": f"Bearer {client}"}) for code in province.prepared["codes"]])
    return _alone(province, asked, status=201)


def _opening(province: Province, path: str) -> Callable[[], Load]:
    cookie = {"Cookie": f"sessionid={province.prepared['session']}"}
    return _alone(province, repeat(http.request("GET", path, headers=cookie)), status=200)


def _alone(province: Province, asked: Iterator[bytes], status: int) -> Callable[[], Load]:
    return lambda: province.site.load(asked, status=status, connections=1, seconds=SECONDS)


def grown(name: str, small: Callable[[], Load], large: Callable[[], Load], at_most: float | None) -> Result:
    found = in_turn({"small": small, "large": large})
    times = {side: [load.ms(0.5) for load in loads] for side, loads in found.items()}
    return compared(name, times["large"], times["small"], "ms", goal=at_most, at_most=True)
