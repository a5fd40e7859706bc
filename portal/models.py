"""The tables of `portal`, room by room."""

from .audit.models import History, Seal
from .heartbeat import Heartbeat
from .idempotency.models import IdempotencyKey
from .kept_forms.models import KeptFile, KeptForm
from .notifications.models import InboxMessage, OutboxBatch, OutboxMessage
from .periodic import PeriodicRun
from .workflow.models import Reason
from .working_days.models import WorkingDayOverride

__all__ = [
    "Heartbeat",
    "History",
    "IdempotencyKey",
    "InboxMessage",
    "KeptFile",
    "KeptForm",
    "OutboxBatch",
    "OutboxMessage",
    "PeriodicRun",
    "Reason",
    "Seal",
    "WorkingDayOverride",
]
