"""How long is it kept what left the site? As long as somebody may ask whether he was told, and no longer."""

from datetime import timedelta

from django.db.models.functions import Now

from .enums import State
from .models import OutboxMessage

KEPT = timedelta(days=180)
BATCH = 1_000


def forget() -> int:
    """Delete what was sent or dropped long ago, in small transactions; how many rows that were."""
    total = 0
    while deleted := _forget_some():
        total += deleted
    return total


def _forget_some() -> int:
    """Written before anything else happened to it, so the moment of writing decides."""
    over = OutboxMessage.objects.filter(state__in=[State.SENT, State.EXPIRED], created_at__lt=Now() - KEPT)
    ids = list(over.order_by("pk").values_list("pk", flat=True)[:BATCH])
    return OutboxMessage.objects.filter(pk__in=ids).delete()[0] if ids else 0
