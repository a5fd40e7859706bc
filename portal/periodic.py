"""How does a periodic job run once a slot, however many beats there are? Who writes the slot first runs it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ClassVar

from celery import shared_task
from django.db import connection, models, transaction
from django.db.models.functions import Now
from django.utils import timezone

KEPT = timedelta(days=3)


class PeriodicRun(models.Model):
    """One run of one job for one slot of time."""

    job = models.CharField(max_length=80)
    slot = models.CharField(max_length=40)
    started_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "slot"], name="periodic_once_a_slot")]

    def __str__(self) -> str:
        return f"{self.job} {self.slot}"


def periodic(job: str, *, every: timedelta, **options: Any) -> Callable[[Callable[[], Any]], Any]:
    """A Celery task that beat may send as often as it likes: it runs at most once in each slot of length `every`.

    `options` are Celery's own for the task.
    """

    def decorate(work: Callable[[], Any]) -> Any:
        @shared_task(name=job, **options)
        @wraps(work)
        def task() -> bool:
            return run_once(job, every, work)

        task.every = every
        return task

    return decorate


def run_once(job: str, every: timedelta, work: Callable[[], Any]) -> bool:
    """Whether this call was the slot's one; a slot whose run failed stays taken, the next slot runs again."""
    run = take_slot(job, slot_of(database_now(), every))
    if run is None:
        return False
    work()
    PeriodicRun.objects.filter(pk=run.pk).update(finished_at=Now())
    return True


def take_slot(job: str, slot: str) -> PeriodicRun | None:
    """The run, if this caller is the first to ask for the slot. Commits, so that the others see it."""
    with transaction.atomic():
        run, is_first = PeriodicRun.objects.get_or_create(job=job, slot=slot)
        if is_first:
            PeriodicRun.objects.filter(job=job, started_at__lt=Now() - KEPT).delete()
    return run if is_first else None


def slot_of(moment: datetime, every: timedelta) -> str:
    """The beginning of the slot; slots are counted from local midnight of 1 January 1970, so a day is a local day."""
    local = timezone.localtime(moment)
    start = datetime(1970, 1, 1, tzinfo=local.tzinfo)
    return (start + (local - start) // every * every).isoformat()


def database_now() -> datetime:
    """The one clock that all machines share."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT statement_timestamp()")
            return cursor.fetchone()[0]
        cursor.execute("SELECT strftime('%s', 'now')")
        return datetime.fromtimestamp(int(cursor.fetchone()[0]), tz=timezone.get_default_timezone())
