"""How fast are very many told: rows written beside a bare INSERT … SELECT, drained beside a bare SKIP LOCKED loop?

The loop is psycopg in batches of 500; both sides call the same provider, which takes everything at once.
"""

import os
from unittest import mock

from .registry import Result, benchmark
from .rounds import compared
from .server import environment, inside, manage

WRITTEN = DRAINED = 20_000
GOAL = 0.5


@benchmark("fanout")
def fanout() -> list[Result]:
    with environment(), mock.patch.dict(os.environ, SMS_BACKEND="benchmarks.bare.provider.Taken"):
        manage("migrate", "--noinput")
        found = inside("fanout", WRITTEN, DRAINED)
    return [
        compared(f"fanout: {what}", found[what]["ours"], found[what]["bare"], "rows/s", goal=GOAL)
        for what in ("written", "drained")
    ]
