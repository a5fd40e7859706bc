"""Does `make bench` write what the contract says, and say what it could not measure?"""

import json

import pytest

from benchmarks import __main__ as runner
from benchmarks import change_over, check, fanout, growth, offline, registry, rounds, use
from benchmarks.inside import fanout as inside_fanout
from benchmarks.registry import CannotMeasureError, Result

from .asked import GOALS


@pytest.fixture
def known(monkeypatch):
    """Two benchmarks: one that measures, one that cannot."""

    def lacking():
        raise CannotMeasureError("redis-server is not installed")

    quick = Result(name="quick", value=300.0, unit="checks/s", against=1000.0, ratio=0.3, goal=0.2, spread=0.04)
    both = {"quick": lambda: [quick], "lacking": lacking}
    for module in (runner, registry):
        monkeypatch.setattr(module, "benchmarks", both)
    monkeypatch.setattr(runner.pkgutil, "iter_modules", lambda _: [])
    return both


def test_bench_writes_the_rows_of_the_contract(known, tmp_path, capsys):
    runner.main("", tmp_path / "var" / "bench.json")

    row = {"name": "quick", "value": 300.0, "unit": "checks/s", "against": 1000.0, "ratio": 0.3, "goal": 0.2}
    assert json.loads((tmp_path / "var" / "bench.json").read_text()) == [row | {"holds": True}]


def test_table_says_how_much_the_rounds_differ(known, tmp_path, capsys):
    runner.main("quick", tmp_path / "bench.json")

    head, row, _verdict = capsys.readouterr().out.splitlines()
    at = head.index("± rounds")
    assert row[at : at + len("± rounds")].strip() == "4%"


def test_bench_that_could_not_measure_says_why_and_last_that_it_fails(known, tmp_path, capsys):
    code = runner.main("", tmp_path / "bench.json")

    said = capsys.readouterr().out
    assert "lacking                 not measured: redis-server is not installed\n" in said
    assert (code, said.splitlines()[-1]) == (1, "Not measured, so no goal holds: lacking.")


@pytest.mark.parametrize(("ratio", "code", "last"), [(0.3, 0, "Every goal holds."), (0.1, 1, "Missed: quick.")])
def test_bench_fails_where_a_goal_is_missed(known, tmp_path, capsys, ratio, code, last):
    known["quick"] = lambda: [Result(name="quick", value=1.0, unit="checks/s", ratio=ratio, goal=0.2)]

    assert runner.main("quick", tmp_path / "bench.json") == code
    assert capsys.readouterr().out.splitlines()[-1] == last


def test_bench_only_one_is_run(known, tmp_path, capsys):
    runner.main("quick", tmp_path / "bench.json")

    assert "lacking" not in capsys.readouterr().out


def test_bench_unknown_name_is_refused_with_the_known_ones(known, tmp_path, capsys):
    code = runner.main("fast", tmp_path / "bench.json")

    assert (code, capsys.readouterr().out) == (1, "ONLY must be one of lacking, quick, not 'fast'.\n")


@pytest.mark.parametrize(
    ("value", "ratio", "goal", "at_most", "holds"),
    [
        (1.0, 0.3, 0.3, False, True),
        (1.0, 0.299, 0.3, False, False),
        (1.0, 1.1, 1.1, True, True),
        (1.0, 1.101, 1.1, True, False),
        (10.0, None, 10.0, False, True),
        (9.0, None, 10.0, False, False),
        (1.0, 0.001, None, False, True),
    ],
)
def test_result_goal_is_a_ratio_where_there_is_a_yardstick(value, ratio, goal, at_most, holds):
    assert Result(name="x", value=value, unit="y/s", ratio=ratio, goal=goal, at_most=at_most).holds is holds


def test_sides_take_turns_after_one_uncounted_round():
    asked = []

    found = rounds.in_turn({name: lambda name=name: asked.append(name) or len(asked) for name in "ab"}, rounds=2)

    assert "".join(asked) == "ab" + "ab" + "ba"
    assert found == {"a": [3, 6], "b": [4, 5]}


def test_comparison_is_the_median_of_the_rounds_ratios():
    row = rounds.compared("x", [10.0, 30.0, 20.0], [10.0, 10.0, 10.0], "y/s", goal=2.0)

    assert (row.value, row.against, row.ratio, row.spread, row.holds) == (20.0, 10.0, 2.0, 1.0, True)


OURS = {
    "change-over": change_over.GOAL,
    "check": check.GOAL,
    "use": use.GOAL,
    "fanout": fanout.GOAL,
    "offline": offline.GOAL,
    "use-growth": use.GROWTH_AT_MOST,
    "check-growth": growth.CHECK_AT_MOST,
    "queue-growth": growth.QUEUE_AT_MOST,
    "seed": growth.SEED_SECONDS_AT_MOST,
}


def test_every_benchmark_that_was_asked_for_is_there():
    runner.load()

    assert {*GOALS, "pages"} == set(registry.benchmarks)


def test_goals_are_those_that_were_asked_for():
    assert OURS == GOALS


def test_rounds_and_sizes_are_those_that_were_asked_for():
    assert rounds.ROUNDS >= 5
    assert inside_fanout.CLAIM.endswith("LIMIT 500 FOR UPDATE OF message SKIP LOCKED")
    assert (growth.SMALL, growth.LARGE) == (10_000, 1_000_000)
    assert (use.FEW, use.MANY) == (1_000, 1_000_000)
