"""How an encrypted value is found again: a keyed digest that says "the same" and nothing else."""

import hashlib
import hmac

from django.conf import settings


def blind_index(value: str, purpose: str) -> str:
    """64 hex digits. `purpose` keeps the same value in two columns from being recognised as the same.

    Its key is BLIND_INDEX_KEY and not one of the ring: the ring turns, the index must stay.
    """
    message = f"{purpose}\0{value}".encode()
    return hmac.new(settings.BLIND_INDEX_KEY.encode(), message, hashlib.sha256).hexdigest()
