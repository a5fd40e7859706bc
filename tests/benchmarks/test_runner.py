"""Does `make bench` write what the contract says, and say what it could not measure?"""

import json

import pytest

from benchmarks import __main__ as runner
from benchmarks import registry
from benchmarks.registry import CannotMeasureError, Result


@pytest.fixture
def known(monkeypatch):
    """Two benchmarks: one that measures, one that cannot."""

    def lacking():
        raise CannotMeasureError("redis-server is not installed")

    both = {"quick": lambda: Result("quick", 300.0, "checks/s", 0.2, against=1000.0), "lacking": lacking}
    for module in (runner, registry):
        monkeypatch.setattr(module, "benchmarks", both)
    monkeypatch.setattr(runner.pkgutil, "iter_modules", lambda _: [])
    return both


def test_bench_writes_the_rows_of_the_contract(known, tmp_path, capsys):
    code = runner.main("", tmp_path / "var" / "bench.json")

    row = {"name": "quick", "value": 300.0, "unit": "checks/s", "against": 1000.0, "ratio": 0.3, "goal": 0.2}
    assert json.loads((tmp_path / "var" / "bench.json").read_text()) == [row | {"holds": True}]
    assert "lacking                     not measured: redis-server is not installed\n" in capsys.readouterr().out
    assert code == 0


def test_bench_only_one_is_run(known, tmp_path, capsys):
    runner.main("quick", tmp_path / "bench.json")

    assert "lacking" not in capsys.readouterr().out


def test_bench_unknown_name_is_refused_with_the_known_ones(known, tmp_path, capsys):
    code = runner.main("fast", tmp_path / "bench.json")

    assert (code, capsys.readouterr().out) == (1, "ONLY must be one of lacking, quick, not 'fast'.\n")


@pytest.mark.parametrize(
    ("value", "against", "goal", "holds"),
    [(300, 1000, 0.3, True), (299, 1000, 0.3, False), (10, None, 10, True), (9, None, 10, False)],
)
def test_result_goal_is_a_ratio_where_there_is_a_yardstick(value, against, goal, holds):
    assert Result("x", value, "y/s", goal, against=against).holds is holds
