"""What does the worker do about cases of being turned away? It tells of those that a partner let go by."""

from datetime import timedelta

from portal.periodic import periodic

from .lapsing import tell_of_lapsed


@periodic("services.quality.tell_of_lapsed", every=timedelta(hours=1))
def tell_of_lapsed_cases() -> None:
    tell_of_lapsed()
