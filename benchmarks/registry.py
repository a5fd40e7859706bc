"""Which benchmarks are there, and what does one give back?"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field


class CannotMeasureError(Exception):
    """What this machine lacks, in words for the person who asked."""


@dataclass(frozen=True)
class Result:
    """One row: higher is better, for value and ratio alike."""

    name: str
    value: float
    unit: str
    goal: float
    against: float | None = None
    ratio: float | None = field(init=False)
    holds: bool = field(init=False)

    def __post_init__(self) -> None:
        ratio = round(self.value / self.against, 3) if self.against else None
        object.__setattr__(self, "ratio", ratio)
        object.__setattr__(self, "holds", (self.value if ratio is None else ratio) >= self.goal)

    def row(self) -> dict[str, object]:
        """As `var/bench.json` has it."""
        return asdict(self)


Benchmark = Callable[[], Result]
benchmarks: dict[str, Benchmark] = {}


def benchmark(name: str) -> Callable[[Benchmark], Benchmark]:
    """Register a function that measures and gives its `Result`, or raises `CannotMeasureError`."""

    def register(measure: Benchmark) -> Benchmark:
        benchmarks[name] = measure
        return measure

    return register
