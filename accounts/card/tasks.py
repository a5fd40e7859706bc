"""Which work about cards does Celery do? Each day it looks which of them end soon."""

from datetime import timedelta

from portal.periodic import periodic

from .reminding import remind


@periodic("accounts.card.remind", every=timedelta(days=1))
def remind_holders() -> None:
    remind()
