"""How the portal signs a statement (a seal, a status list, a card's code) and how anyone checks it, with Ed25519.

Keys turn with an overlap: the first of the ring signs, the others still check what they signed. A key that somebody
else may have is named in `COMPROMISED_SIGNING_KEYS`: it signs nothing more and is published no more, so that outside
nothing under it is believed; seals of the history that it signed before are still checked here.
"""

import base64
import binascii
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

ALGORITHM = "EdDSA"


class BadSignature(ValueError):
    """The statement is not one that a key of the ring signed."""


def sign_jws(payload: dict[str, Any]) -> str:
    """`header.payload.signature` under the key in use, named by its `kid`."""
    kid = signing_kid()
    head = _encode({"alg": ALGORITHM, "kid": kid})
    signed = f"{head}.{_encode(payload)}"
    return f"{signed}.{_b64(sign(kid, signed.encode()))}"


def signing_kid() -> str:
    """The key in use: the first of SIGNING_KEYS that is not compromised."""
    return next(kid for kid in settings.SIGNING_KEYS if kid not in settings.COMPROMISED_SIGNING_KEYS)


def sign(kid: str, data: bytes) -> bytes:
    return _private_key(kid).sign(data)


def verify_jws(token: str) -> dict[str, Any]:
    """The payload of a statement signed here; `BadSignature` for anything else."""
    try:
        head, payload, signature = token.split(".")
        header = json.loads(_unb64(head))
        if header["alg"] != ALGORITHM or header["kid"] not in settings.SIGNING_KEYS:
            raise BadSignature("unknown algorithm or key")
        public = _private_key(header["kid"]).public_key()
        public.verify(_unb64(signature), f"{head}.{payload}".encode())
        return json.loads(_unb64(payload))
    except (InvalidSignature, binascii.Error, ValueError, KeyError, TypeError) as error:
        raise BadSignature("the statement was not signed here, or was changed") from error


def public_keys() -> list[dict[str, str]]:
    """The ring as JWKs (RFC 8037), in its order and without those that are compromised."""
    return [
        {"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": ALGORITHM, "kid": kid, "x": _b64(_public_bytes(kid))}
        for kid in settings.SIGNING_KEYS
        if kid not in settings.COMPROMISED_SIGNING_KEYS
    ]


def _private_key(kid: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(settings.SIGNING_KEYS[kid])


def _public_bytes(kid: str) -> bytes:
    return _private_key(kid).public_key().public_bytes_raw()


def _encode(value: dict[str, Any]) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, cls=DjangoJSONEncoder)
    return _b64(text.encode())


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
