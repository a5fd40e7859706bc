"""What the worker does four times a day: keys that are old enough are forgotten."""

from datetime import timedelta

from portal.idempotency.once import purge
from portal.periodic import periodic


@periodic("portal.idempotency.purge", every=timedelta(hours=6))
def purge_keys() -> None:
    purge()
