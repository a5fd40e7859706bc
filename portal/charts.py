"""Where do the bars of a plain chart stand? Drawn by `components/bar_chart.html`, with the same numbers in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, TOP, BASE = 480, 24, 180
VALUE_HEIGHT = 28  # what the number above a bar needs
BAR_SHARE = 0.56  # of a bar's slot; the rest is air


@dataclass(frozen=True)
class Bar:
    """One value, with the target that was set for it (None: none is known), in the drawing's own units."""

    label: Any
    value: int
    target: int | None
    left: float
    middle: float
    width: float
    top: float
    height: float
    target_top: float | None
    slot_left: float
    slot_right: float
    has_room_for_target: bool  # its words fit to the right of its line, over a lower bar


@dataclass(frozen=True)
class BarChart:
    title: Any
    bars: list[Bar]


def bar_chart(title: Any, rows: Sequence[tuple[Any, int, int | None]]) -> BarChart:
    """`rows` are (label, value, target), values from 0; the scale begins at 0 and ends at the largest number shown."""
    largest = max((number for _, value, target in rows for number in (value, target or 0)), default=0) or 1
    slot, unit = WIDTH / max(len(rows), 1), (BASE - TOP) / largest
    following = [value for _, value, _ in rows[1:]] + [largest]
    return BarChart(title, [_bar(index, slot, unit, *row, following[index]) for index, row in enumerate(rows)])


def _bar(index: int, slot: float, unit: float, label: Any, value: int, target: int | None, following: int) -> Bar:
    width, height = slot * BAR_SHARE, value * unit
    middle = slot * (index + 0.5)
    return Bar(
        label=label,
        value=value,
        target=target,
        left=round(middle - width / 2, 1),
        middle=round(middle, 1),
        width=round(width, 1),
        top=round(BASE - height, 1),
        height=round(height, 1),
        target_top=None if target is None else round(BASE - target * unit, 1),
        slot_left=round(slot * index + 4, 1),
        slot_right=round(slot * (index + 1) - 4, 1),
        has_room_for_target=target is not None and (target - following) * unit > VALUE_HEIGHT,
    )
