"""What may this reader do with this object now? As buttons for a page, and as names for an API answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.templatetags.status_colour import status_colour

from .engine import available
from .table import Text, Transition


@dataclass(frozen=True)
class Button:
    """One button; `tone` is the class of its look: nothing for the first choice, then quiet, and bad for harm."""

    name: str
    label: Text
    url: str
    tone: str


def buttons(obj: Any, user: Any, url: Callable[[str], str]) -> list[Button]:
    """One button for each step the user may take now; `url(name)` says where its dialog is."""
    found: list[Button] = []
    for step in available(obj, user):
        has_first = any(not button.tone for button in found)
        found.append(Button(step.name, step.label, url(step.name), _tone(step, has_first)))
    return found


def actions(obj: Any, user: Any) -> list[dict[str, Any]]:
    """The same for an API answer, ready for a serializer."""
    return [
        {"name": step.name, "label": str(step.label), "needs_reason": step.needs_reason}
        for step in available(obj, user)
    ]


def _tone(step: Transition, has_first: bool) -> str:
    if step.target and status_colour(step.target) == "bad":
        return "bad"
    return "quiet" if has_first else ""
