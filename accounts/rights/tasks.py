"""What the worker does once a day: what was kept long enough goes."""

from datetime import timedelta

from portal.periodic import periodic

from .purge import purge


@periodic("accounts.rights.purge", every=timedelta(days=1))
def purge_sealed() -> None:
    purge()
