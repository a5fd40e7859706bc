"""The tables of `portal`, room by room."""

from .heartbeat import Heartbeat
from .idempotency.models import IdempotencyKey
from .notifications.models import InboxMessage, OutboxMessage
from .periodic import PeriodicRun
from .working_days.models import WorkingDayOverride

__all__ = [
    "Heartbeat",
    "IdempotencyKey",
    "InboxMessage",
    "OutboxMessage",
    "PeriodicRun",
    "WorkingDayOverride",
]
