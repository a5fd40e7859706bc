"""What the worker does each night: keys that are old enough are forgotten."""

from celery import shared_task

from portal.idempotency.once import purge


@shared_task(name="portal.idempotency.purge")
def purge_keys() -> None:
    purge()
