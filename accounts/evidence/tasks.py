"""Which work on evidence does Celery do? Draw when hinted, sweep when beat says so, clear what no row knows."""

from datetime import timedelta

from celery import shared_task

from portal.broker import send
from portal.periodic import periodic

from . import drawing, orphans


@shared_task(name="accounts.evidence.draw")
def draw() -> None:
    """Draw what waits, and come back for the rest so that other work gets its turn."""
    if drawing.draw_waiting():
        send(draw)


@periodic("accounts.evidence.sweep", every=timedelta(seconds=15))
def sweep() -> None:
    """Draw what no hint told of and what a dead worker left."""
    if drawing.draw_waiting():
        send(draw)


@periodic("accounts.evidence.clear_orphans", every=timedelta(hours=1))
def clear_orphans() -> None:
    orphans.clear()
