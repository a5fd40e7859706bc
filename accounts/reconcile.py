"""Which invariants does `accounts` add? Those of its rooms; importing them registers them."""

from .accreditation import reconcile as accreditation
from .evidence import reconcile as evidence
from .portrait import reconcile as portrait

__all__ = ["accreditation", "evidence", "portrait"]
