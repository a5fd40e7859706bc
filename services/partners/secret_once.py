"""How is a client's secret shown exactly once, though the button may be pressed twice?

Nothing but its digest is stored with the client. Until it is shown it waits in the cache, sealed, for five minutes.
"""

from django.core.cache import cache

from portal.crypto.envelope import decrypt, encrypt

from ..models import PartnerClient

PLACE, SECONDS = "partner_client.secret", 300


def put_aside(link: PartnerClient, secret: str, *, by: str) -> None:
    """`by` is the public id of whoever may see it."""
    cache.set(_key(link, by), encrypt(secret.encode(), PLACE), SECONDS)


def take(link: PartnerClient, *, by: str) -> str | None:
    """The secret, and it is gone; None where it was shown before, waited too long or is another's."""
    key = _key(link, by)
    sealed = cache.get(key)
    return decrypt(sealed, PLACE).decode() if sealed and cache.delete(key) else None  # of two readers one deletes


def _key(link: PartnerClient, by: str) -> str:
    return f"{PLACE}:{link.pk}:{by}"
