"""How one value is sealed: `algorithm:kid:nonce+ciphertext`, so that keys turn and other algorithms can be added."""

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

ALGORITHM = "A256GCM"
_NONCE_BYTES = 12


class NotReadable(ValueError):
    """The envelope is malformed, its key is gone, or it was sealed for another place."""


def encrypt(plain: bytes, place: str) -> str:
    """Seals under the first key of the ring. `place` (a column) is bound in: moved elsewhere, it cannot be opened."""
    kid, key = next(iter(settings.FIELD_KEYS.items()))
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, plain, _bound(ALGORITHM, kid, place))
    return f"{ALGORITHM}:{kid}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def decrypt(envelope: str, place: str) -> bytes:
    """The bytes sealed for `place`; `NotReadable` otherwise, with nothing of the value in its message."""
    algorithm, kid, body = _parts(envelope)
    key = settings.FIELD_KEYS.get(kid)
    if algorithm != ALGORITHM or key is None:
        raise NotReadable(f"no key {kid!r} for {algorithm!r} in FIELD_KEYS")
    try:
        raw = base64.b64decode(body, altchars=b"-_", validate=True)
        return AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], _bound(algorithm, kid, place))
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise NotReadable(f"the value in {place} does not open under key {kid!r}") from error


def is_current(envelope: str) -> bool:
    """Whether the envelope is sealed under the key now in use."""
    return envelope.startswith(f"{ALGORITHM}:{next(iter(settings.FIELD_KEYS))}:")


def _bound(algorithm: str, kid: str, place: str) -> bytes:
    return f"{algorithm}:{kid}:{place}".encode()


def _parts(envelope: str) -> tuple[str, str, str]:
    parts = envelope.split(":")
    if len(parts) != 3:
        raise NotReadable("not an envelope of algorithm:kid:body")
    return parts[0], parts[1], parts[2]
