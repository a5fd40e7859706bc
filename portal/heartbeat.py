"""Does a worker really work? A row that it writes every few seconds, by the database's clock."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now

MAX_AGE = timedelta(seconds=60)


class Heartbeat(models.Model):
    """The last sign of life of each kind of process."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name


def beat(name: str = "worker") -> None:
    """Write the sign of life."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, beat_at=Now())], update_conflicts=True, unique_fields=["name"], update_fields=["beat_at"]
    )


def is_alive(name: str = "worker") -> bool:
    return Heartbeat.objects.filter(name=name, beat_at__gt=Now() - MAX_AGE).exists()
