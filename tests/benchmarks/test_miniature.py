"""Does each benchmark still measure? In miniature, on real servers: no time is judged, only that there is one."""

import math

import pytest

from benchmarks import __main__ as runner
from benchmarks.registry import benchmarks
from tests.harness.full import size

from .asked import AT_MOST, GOALS
from .miniature import SMALL, small

runner.load()

ROWS = {
    "change-over": ["change-over"],
    "check": ["check", "check: key and row", "check: JSON", "check: p50", "check: p99", "check: processor"],
    "check-growth": ["check-growth", "check-growth: in memory"],
    "fanout": ["fanout: written", "fanout: drained"],
    "offline": ["offline"],
    "pages": ["pages: home", "pages: card", "pages: desk answer", "pages: case"],
    "queue-growth": [
        f"queue-growth: {page}" for page in ("waiting", "waiting, deepest", "decided", "decided, deepest")
    ],
    "seed": [f"seed: {SMALL['growth.LARGE']:,} talents"],
    "use": ["use", "use: p50", "use: processor"],
    "use-growth": ["use-growth", "use-growth: check"],
}
WITHOUT_GOAL = ("pages: ", "check: ", "use: ", "check-growth: ")  # rows that tell more about another one
WITHOUT_YARDSTICK = {"change-over", "seed"}  # their goals are times, of the latter for a million


MEASURED = size(["check", "fanout", "offline", "queue-growth", "seed"], sorted(ROWS))
"""The others, on servers of the same kind and at the same growth, with FULL=1."""


@pytest.fixture(scope="module")
def in_miniature():
    with small():
        yield


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.parametrize("name", MEASURED)
def test_benchmark_in_miniature_gives_its_rows(in_miniature, name):
    rows = benchmarks[name]()

    assert [row.name for row in rows] == ROWS[name]
    assert {row.name for row in rows if row.goal is None} == {row for row in ROWS[name] if row.startswith(WITHOUT_GOAL)}
    assert {(row.goal, row.at_most) for row in rows if row.goal is not None} <= {(goal_of(name), name in AT_MOST)}
    assert all(0 < row.value < math.inf for row in rows)
    assert name in WITHOUT_YARDSTICK or all(0 < row.ratio < math.inf for row in rows)


def goal_of(name):
    goal = GOALS.get(name)
    return goal * SMALL["growth.LARGE"] / 1_000_000 if name == "seed" else goal


def test_every_benchmark_has_a_miniature():
    assert set(ROWS) == set(benchmarks)
