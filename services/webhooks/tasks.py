"""Which work on partners' events does Celery do?"""

from datetime import timedelta

from portal.periodic import periodic

from .kept import forget_events


@periodic("services.webhooks.forget", every=timedelta(days=1))
def forget() -> None:
    """Delete what was told long ago."""
    forget_events()
