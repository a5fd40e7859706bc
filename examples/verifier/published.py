"""What does the site publish? Its keys (a JSON Web Key Set) and, signed, which cards are not to be honoured (a JWS)."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class BadStatus(ValueError):
    """The list was not signed by a key that is published, or is no list."""


@dataclass(frozen=True)
class Keys:
    """Whose cards they are (host in capitals, with its port where it has one), and the keys by `kid`."""

    host: str
    by_kid: Mapping[str, Ed25519PublicKey]


@dataclass(frozen=True)
class Status:
    """Which cards are suspended or revoked by random id, as of when, and how many seconds that may be believed."""

    issued_at: int
    max_age: int
    cards: Mapping[str, str]


def read_keys(document: Mapping[str, Any]) -> Keys:
    """The document at /.well-known/talent-card/keys.json."""
    keys = {
        key["kid"]: Ed25519PublicKey.from_public_bytes(_bytes(key["x"]))
        for key in document["keys"]
        if (key["kty"], key["crv"]) == ("OKP", "Ed25519")
    }
    return Keys(urlsplit(document["issuer"]).netloc.upper(), keys)


def read_status(jws: str, keys: Keys) -> Status:
    """The list at /.well-known/talent-card/status. Raises `BadStatus`."""
    try:
        head, payload, signature = jws.strip().split(".")
        header = json.loads(_bytes(head))
        if header["alg"] != "EdDSA":
            raise BadStatus
        keys.by_kid[header["kid"]].verify(_bytes(signature), f"{head}.{payload}".encode())
        said = json.loads(_bytes(payload))
        return Status(int(said["iat"]), int(said["max_age_seconds"]), dict(said["cards"]))
    except (InvalidSignature, ValueError, KeyError, TypeError) as error:
        raise BadStatus from error


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
