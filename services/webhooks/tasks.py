"""Which work on partners' events does Celery do? Deliver when hinted, sweep when beat says so, forget what is old."""

from datetime import timedelta

from celery import shared_task

from portal.broker import send
from portal.periodic import periodic

from .drain import drain
from .kept import forget_events


@shared_task(name="services.webhooks.deliver")
def deliver() -> None:
    """Send what is due, and come back for the rest so that other work gets its turn."""
    if drain():
        send(deliver)


@periodic("services.webhooks.sweep", every=timedelta(seconds=10))
def sweep() -> None:
    """Send what no hint told of: hints get lost, and nothing hints when a waiting time ends."""
    deliver()


@periodic("services.webhooks.forget", every=timedelta(days=1))
def forget() -> None:
    """Delete what was told long ago."""
    forget_events()
