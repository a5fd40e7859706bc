"""A verifier of offline talent card codes: no network, no database, no framework. See docs/card-format.md."""

from .published import Keys, Status, read_keys
from .token import Card
from .verifier import Answer, Verifier, genuine, verify

__all__ = ["Answer", "Card", "Keys", "Status", "Verifier", "genuine", "read_keys", "verify"]
