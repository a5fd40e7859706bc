"""Which benchmarks are there, and what does one give back?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class CannotMeasureError(Exception):
    """What this machine lacks, in words for the person who asked."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """One row. `goal` is the least `ratio` wanted (without a yardstick, the least `value`), with `at_most` the
    greatest; None where none is set. `spread`: how far the rounds lie apart, as a share of their median."""

    name: str
    value: float
    unit: str
    against: float | None = None
    ratio: float | None = None
    goal: float | None = None
    at_most: bool = False
    spread: float | None = None

    @property
    def holds(self) -> bool:
        measured = self.value if self.ratio is None else self.ratio
        if self.goal is None:
            return True
        return measured <= self.goal if self.at_most else measured >= self.goal

    def row(self) -> dict[str, Any]:
        """As `var/bench.json` has it."""
        columns = ("name", "value", "unit", "against", "ratio", "goal", "holds")
        return {name: _rounded(getattr(self, name)) for name in columns}


def _rounded(value: Any) -> Any:
    return round(value, 3) if isinstance(value, float) else value


Benchmark = Callable[[], list[Result]]
benchmarks: dict[str, Benchmark] = {}


def benchmark(name: str) -> Callable[[Benchmark], Benchmark]:
    """Register a function that measures and gives its rows, or raises `CannotMeasureError`."""

    def register(measure: Benchmark) -> Benchmark:
        benchmarks[name] = measure
        return measure

    return register
