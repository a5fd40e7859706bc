"""To whom of a family does a tier give anything? The catalogue of services knows, and says it here."""

from collections.abc import Callable
from typing import Any

Rule = Callable[[Any], frozenset[str]]
_RULES: list[Rule] = []


def ask_here(rule: Rule) -> None:
    """Registers who answers: a function of a tier; the same one twice is one."""
    if rule not in _RULES:
        _RULES.append(rule)


def relations_of(tier: Any) -> frozenset[str]:
    """The relations for which the tier gives at least one service."""
    return frozenset().union(*(rule(tier) for rule in _RULES))
