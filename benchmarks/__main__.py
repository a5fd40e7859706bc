"""`make bench`: run them, print a table, write `var/bench.json`; exit 1 where a goal is missed."""

import importlib
import json
import os
import pkgutil
import sys
from pathlib import Path

import benchmarks as package

from .registry import CannotMeasureError, Result, benchmarks

LINE = "{:<28}{:>12} {:<14}{:>12}{:>8}{:>8}  {}"


def main(only: str, file: Path) -> int:
    for module in pkgutil.iter_modules(package.__path__):
        if not module.name.startswith("__"):
            importlib.import_module(f"benchmarks.{module.name}")
    if only and only not in benchmarks:
        print(f"ONLY must be one of {', '.join(sorted(benchmarks))}, not {only!r}.")
        return 1
    results = measure([only] if only else sorted(benchmarks))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([result.row() for result in results], indent=1) + "\n")
    return 0 if all(result.holds for result in results) else 1


def measure(names: list[str]) -> list[Result]:
    """One line a benchmark, as soon as it is known; what could not be measured says why and gives no row."""
    print(LINE.format("name", "value", "unit", "against", "ratio", "goal", "holds"), flush=True)
    results = []
    for name in names:
        try:
            results.append(benchmarks[name]())
        except CannotMeasureError as reason:
            print(f"{name:<28}not measured: {reason}", flush=True)
        else:
            print(_line(results[-1]), flush=True)
    return results


def _line(result: Result) -> str:
    against, ratio = (f"{number:,.2f}" if number is not None else "" for number in (result.against, result.ratio))
    holds = "yes" if result.holds else "NO"
    return LINE.format(result.name, f"{result.value:,.1f}", result.unit, against, ratio, result.goal, holds)


if __name__ == "__main__":
    sys.exit(main(os.environ.get("ONLY", ""), Path(os.environ.get("VAR_DIR") or "var") / "bench.json"))
