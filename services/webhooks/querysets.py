"""Which deliveries may be tried now? The database's clock decides, and an earlier event of the same card goes first."""

from typing import Self

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from .enums import DeliveryState


class DeliveryQuerySet(QuerySet):
    def pending(self) -> Self:
        return self.filter(state=DeliveryState.PENDING)

    def dead(self) -> Self:
        return self.filter(state=DeliveryState.DEAD)

    def due(self) -> Self:
        """Its time has come, nobody has it in hand, its address is not paused, its card has nothing before it."""
        may = Q(endpoint__paused_until=None) | Q(endpoint__paused_until__lte=Now())
        free = self.pending().filter(may, lease=None, next_attempt_at__lte=Now(), endpoint__partner__is_active=True)
        same = {"endpoint": OuterRef("endpoint"), "card": OuterRef("card"), "event__lt": OuterRef("event")}
        return free.exclude(Exists(self.model._base_manager.filter(**same, state=DeliveryState.PENDING)))
