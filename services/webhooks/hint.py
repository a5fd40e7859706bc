"""Who wakes the worker when an event was written? A hint on commit; the sweep finds what the hint misses."""

from portal.broker import send_soon_on_commit


def hint_on_commit() -> None:
    from .tasks import deliver  # which knows the rows

    send_soon_on_commit(deliver)
