"""How is a secret (of a client, of a webhook) shown exactly once, though the button may be pressed twice?

Until it is shown it waits in the cache, sealed, for five minutes.
"""

from django.core.cache import cache
from django.db.models import Model

from portal.crypto.envelope import decrypt, encrypt

PLACE, SECONDS = "partner.secret", 300


def put_aside(row: Model, secret: str, *, by: str) -> None:
    """`by` is the public id of whoever may see it."""
    cache.set(_key(row, by), encrypt(secret.encode(), PLACE), SECONDS)


def take(row: Model, *, by: str) -> str | None:
    """The secret, and it is gone; None where it was shown before, waited too long or is another's."""
    key = _key(row, by)
    sealed = cache.get(key)
    return decrypt(sealed, PLACE).decode() if sealed and cache.delete(key) else None  # of two readers one deletes


def _key(row: Model, by: str) -> str:
    return f"{PLACE}:{row._meta.model_name}:{row.pk}:{by}"
