"""Who wakes the worker when a message was written? A hint on commit; the sweeper finds what the hint misses."""

from portal.broker import send_soon_on_commit


def hint_on_commit() -> None:
    from .tasks import drain

    send_soon_on_commit(drain)
