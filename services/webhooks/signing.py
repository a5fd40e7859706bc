"""How does a receiver know that an event is ours and new? By the signature of Standard Webhooks.

The specification (standardwebhooks.com, version 1.0.0) is followed by hand, in ten lines and Python's own `hmac`:
HMAC-SHA256 over `id.timestamp.body`, in base64 after `v1,`; the secret is `whsec_` and base64 of 32 random bytes.
"""

import base64
import hashlib
import hmac
import secrets

PREFIX = "whsec_"


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed_headers(secret: str, *, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers; `timestamp` is the second of this try, so that a receiver can refuse what is old."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    said = f"{message_id}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{signature}",
    }
