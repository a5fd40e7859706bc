"""Which work on messages does Celery do? Drain when hinted, sweep when beat says so."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings

from portal.broker import send
from portal.periodic import periodic

from . import drain as draining
from .forget import forget


@shared_task(name="portal.notifications.drain", time_limit=settings.OUTBOX_TASK_SECONDS)
def drain() -> None:
    """Send what is due, and come back for the rest so that other work gets its turn."""
    if draining.drain():
        send(drain)


@periodic("portal.notifications.sweep", every=timedelta(seconds=10), time_limit=settings.OUTBOX_TASK_SECONDS)
def sweep() -> None:
    """Send what no hint told of: hints get lost, and nothing hints when a lease or a waiting time ends."""
    drain()


@periodic("portal.notifications.forget", every=timedelta(days=1))
def forget_old() -> None:
    """Delete what was sent long ago."""
    forget()
