"""What the worker throws away every few minutes: forms that nobody came back for."""

from datetime import timedelta

from portal.kept_forms.keep import purge
from portal.periodic import periodic


@periodic("portal.kept_forms.purge", every=timedelta(minutes=10))
def purge_kept_forms() -> None:
    purge()
