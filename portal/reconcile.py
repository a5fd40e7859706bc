"""Which statements must always hold over the stored rows; `manage.py reconcile` reads them all and changes nothing."""

from collections.abc import Callable, Iterable

Finding = str
Check = Callable[[], Iterable[Finding]]
_INVARIANTS: dict[str, Check] = {}


def invariant(name: str) -> Callable[[Check], Check]:
    """Registers a function that yields one line a violation: ids and codes, never a personal value."""

    def register(check: Check) -> Check:
        if name in _INVARIANTS:
            raise ValueError(f"two invariants are called {name!r}")
        _INVARIANTS[name] = check
        return check

    return register


def findings() -> Iterable[tuple[str, list[Finding]]]:
    """`(name, findings)` of each invariant in order of name."""
    for name, check in sorted(_INVARIANTS.items()):
        yield name, list(check())
