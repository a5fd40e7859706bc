"""What do the rooms above add to a page of this room? A lower room shows it without knowing whose it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

TIER, TIER_STEP, MEASURE = "tier", "tier_step", "measure"


@dataclass(frozen=True)
class Panel:
    """A part of a page: its template reads `panel.context`."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


Maker = Callable[[Any, HttpRequest], Panel | None]
PANELS: dict[str, list[Maker]] = {TIER: [], TIER_STEP: [], MEASURE: []}
"""The parts of a tier's page, the one next step on it, the parts of a measure's page."""


def register_panel(page: str, maker: Maker) -> None:
    """Show `maker(obj, request)` on every page of that kind; None shows nothing. Order: as registered."""
    if maker not in PANELS[page]:
        PANELS[page].append(maker)


def panels_for(page: str, obj: Any, request: HttpRequest) -> list[Panel]:
    return [panel for maker in PANELS[page] if (panel := maker(obj, request)) is not None]
