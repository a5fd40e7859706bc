"""How long may a partner's system fetch what it has missed? Ninety days; then what was told is forgotten."""

from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.functions import Now

from ..models import PartnerEvent

KEPT = timedelta(days=90)
BATCH = 1_000


def forget_events() -> int:
    """Delete the events older than `KEPT`, in small transactions; how many."""
    total = 0
    while ids := list(_old().values_list("pk", flat=True)[:BATCH]):
        total += PartnerEvent.objects.filter(pk__in=ids).delete()[0]
    return total


def _old() -> QuerySet[PartnerEvent]:
    return PartnerEvent.objects.filter(happened_at__lt=Now() - KEPT).order_by("happened_at")
