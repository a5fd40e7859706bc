"""What does the worker do for the history? Seal what is new."""

from datetime import timedelta

from portal.periodic import periodic

from .seals import seal


@periodic("portal.audit.seal", every=timedelta(minutes=5))
def seal_history() -> None:
    """A wait for the table lock that takes too long is no harm: the next slot seals the same rows."""
    seal()
