"""What must always hold of the history: its triggers stand, and nothing in it was touched."""

from collections.abc import Iterator

from portal.reconcile import invariant

from .triggers import differences
from .verify import findings


@invariant("triggers of the list stand in the database")
def triggers_stand() -> Iterator[str]:
    yield from differences()


@invariant("history is whole against its chains and seals")
def history_is_whole() -> Iterator[str]:
    yield from findings()
