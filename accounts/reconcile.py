"""Which invariants does `accounts` add? Those of its rooms; importing them registers them."""

from .evidence import reconcile as evidence

__all__ = ["evidence"]
