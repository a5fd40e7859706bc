"""Which work belongs to the site itself?"""

from celery import shared_task

from .heartbeat import beat


@shared_task(name="portal.heartbeat")
def heartbeat() -> None:
    """Every worker that runs this has a broker, a database and time; it runs as often as it is sent."""
    beat()
