"""Which work about partners does Celery do? Each day it looks which keys end soon, and forgets old refusals."""

from datetime import timedelta

from portal.periodic import periodic

from .expiry import warn
from .kept_calls import forget


@periodic("services.partners.warn_of_expiry", every=timedelta(days=1))
def warn_of_expiry() -> None:
    warn()


@periodic("services.partners.forget_refusals", every=timedelta(days=1))
def forget_refusals() -> None:
    forget()
