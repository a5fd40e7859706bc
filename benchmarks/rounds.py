"""How are two things compared on a noisy machine? In turn, round by round, and by the median of the rounds' ratios."""

from collections.abc import Callable, Mapping
from statistics import median
from typing import Any, TypeVar

from .registry import Result

T = TypeVar("T")
ROUNDS = 5


def in_turn(sides: Mapping[str, Callable[[], T]], rounds: int | None = None) -> dict[str, list[T]]:
    """What each side gave in each of so many rounds (`ROUNDS`); before the first every side runs once uncounted."""
    for side in sides.values():
        side()
    found: dict[str, list[T]] = {name: [] for name in sides}
    for number in range(rounds or ROUNDS):
        turn = list(sides.items())
        for name, side in turn if number % 2 == 0 else reversed(turn):
            found[name].append(side())
    return found


def compared(name: str, ours: list[float], theirs: list[float], unit: str, **more: Any) -> Result:
    """The row of `ours` against `theirs`, both round by round."""
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    middle = median(ratios)
    spread = (max(ratios) - min(ratios)) / middle
    return Result(name=name, value=median(ours), unit=unit, against=median(theirs), ratio=middle, spread=spread, **more)
