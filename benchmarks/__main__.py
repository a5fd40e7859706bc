"""`make bench`: run them, print a table, write `var/bench.json`; exit 1 where a goal is missed or unmeasured."""

import importlib
import json
import os
import pkgutil
import sys
from pathlib import Path

import benchmarks as package

from .registry import CannotMeasureError, Result, benchmarks

LINE = "{:<24}{:>12} {:<12}{:>12}{:>9}{:>9}{:>9}  {}"
HEAD = ("name", "value", "unit", "against", "ratio", "± rounds", "goal", "holds")


def load() -> None:
    """All modules, so that each benchmark has registered itself."""
    for module in pkgutil.iter_modules(package.__path__):
        if not module.name.startswith("__"):
            importlib.import_module(f"benchmarks.{module.name}")


def main(only: str, file: Path) -> int:
    load()
    wanted = only.split(",") if only else sorted(benchmarks)
    if unknown := [name for name in wanted if name not in benchmarks]:
        print(f"ONLY must be one of {', '.join(sorted(benchmarks))}, not {unknown[0]!r}.")
        return 1
    results, lacking = measure(wanted)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([result.row() for result in results], indent=1) + "\n")
    missed = [result.name for result in results if not result.holds]
    print(verdict(missed, lacking))
    return 1 if missed or lacking else 0


def measure(names: list[str]) -> tuple[list[Result], list[str]]:
    """A line a row, as soon as it is known; what could not be measured says why, gives no row, and is named last."""
    print(LINE.format(*HEAD), flush=True)
    results: list[Result] = []
    lacking: list[str] = []
    for name in names:
        try:
            found = benchmarks[name]()
        except CannotMeasureError as reason:
            print(f"{name:<24}not measured: {reason}", flush=True)
            lacking.append(name)
            continue
        results += found
        print("\n".join(map(_line, found)), flush=True)
    return results, lacking


def verdict(missed: list[str], lacking: list[str]) -> str:
    """The last line: a figure that was not measured does not hold its goal."""
    said = [f"Missed: {', '.join(missed)}."] if missed else []
    said += [f"Not measured, so no goal holds: {', '.join(lacking)}."] if lacking else []
    return " ".join(said) or "Every goal holds."


def _line(result: Result) -> str:
    goal = "" if result.goal is None else f"{'≤' if result.at_most else '≥'} {result.goal:g}"
    spread = "" if result.spread is None else f"{result.spread:.0%}"
    against, ratio = (f"{number:,.2f}" if number is not None else "" for number in (result.against, result.ratio))
    holds = "" if result.goal is None else "yes" if result.holds else "NO"
    return LINE.format(result.name, f"{result.value:,.2f}", result.unit, against, ratio, spread, goal, holds)


if __name__ == "__main__":
    sys.exit(main(os.environ.get("ONLY", ""), Path(os.environ.get("VAR_DIR") or "var") / "bench.json"))
