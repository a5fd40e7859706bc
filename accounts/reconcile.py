"""Which invariants does `accounts` add? Those of its rooms; importing them registers them."""

from .card import reconcile as card
from .evidence import reconcile as evidence
from .portrait import reconcile as portrait

__all__ = ["card", "evidence", "portrait"]
