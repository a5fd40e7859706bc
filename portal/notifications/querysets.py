"""Which messages are due, stale or unread; the database's clock decides, never this machine's."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from .enums import Channel, State


class OutboxQuerySet(models.QuerySet):
    def pending(self) -> Self:
        return self.filter(state=State.PENDING)

    def due(self) -> Self:
        """May be claimed now: its time has come, nobody holds it, it is still of use."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lt=Now(), is_attempting=False)
        useful = Q(expires_at__isnull=True) | Q(expires_at__gt=Now())
        return self.pending().filter(free, useful, next_attempt_at__lte=Now())

    def crashed(self) -> Self:
        """A try began, and its lease ended without a result."""
        return self.pending().filter(lease__isnull=False, is_attempting=True, leased_until__lt=Now())

    def stale(self) -> Self:
        """Nobody is trying it, and it is of no use any more."""
        return self.filter(state__in=[State.PENDING, State.HELD], is_attempting=False, expires_at__lte=Now())

    def in_doubt(self) -> Self:
        """May have arrived twice, or, where it is not marked as sent, once: at a provider that knows no repetition."""
        from .channels import knows_repetitions  # which knows the rows

        blind = [channel for channel in Channel.values if not knows_repetitions(channel)]
        return self.filter(doubts__gt=0, channel__in=blind)

    def in_quarantine(self) -> Self:
        return self.filter(state=State.QUARANTINED)


class InboxQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> Self:
        return self.filter(user=user)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)
