"""Which work about partners does Celery do? Each day it looks which keys end soon."""

from datetime import timedelta

from portal.periodic import periodic

from .expiry import warn


@periodic("services.partners.warn_of_expiry", every=timedelta(days=1))
def warn_of_expiry() -> None:
    warn()
