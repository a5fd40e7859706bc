"""The tables of `portal`, room by room."""

from .idempotency.models import IdempotencyKey
from .working_days.models import WorkingDayOverride

__all__ = [
    "IdempotencyKey",
    "WorkingDayOverride",
]
