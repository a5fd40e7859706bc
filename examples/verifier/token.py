"""What does a code say, and what did the key sign? COSE_Sign1 (RFC 9052) around claims of a CWT (RFC 8392)."""

import hmac
from dataclasses import dataclass
from typing import Any

from .address import Malformed
from .cbor import BadCbor, decode

SIGN1, EDDSA = 18, -8
HEADER_ALGORITHM, HEADER_KEY_ID = 1, 4
EXPIRY, NOT_BEFORE = 4, 5
LONGEST_SECONDS = 24 * 60 * 60
LONGEST_NAME = 16  # bytes
CLAIMS = {EXPIRY: int, NOT_BEFORE: int, "card": bytes, "name": str, "tier": str}
MAYBE = {"last": bytes}
TAG_BYTES, MOST_TAGS = 3, 8


@dataclass(frozen=True)
class Signed:
    """A code taken apart; nothing in it is to be believed before the signature is checked."""

    kid: str
    payload: bytes
    signature: bytes
    signed: bytes  # what the signature is over


@dataclass(frozen=True)
class Card:
    """Which card by its random id, whose (masked), of which tier, and from when until when the code is good; `last`
    says, for those who hold its key, whether a service is at its last use."""

    public_id: str
    name: str
    tier: str
    not_before: int
    expiry: int
    last: str | None = None  # in hexadecimal digits

    def is_last(self, key: bytes | None) -> bool:
        """Whether the service of this key, if it is counted, was at its last use when the code was made; without the
        key of a service it may be any."""
        if self.last is None:
            return False
        tag = key and tag_of(key, bytes.fromhex(self.public_id.replace("-", "")), self.not_before)
        return not tag or not self.last or tag in _tags(bytes.fromhex(self.last))


def tag_of(key: bytes, card: bytes, not_before: int) -> bytes:
    """By which a code names a service: another in each code, and nothing to whoever has not the key."""
    return hmac.digest(key, card + not_before.to_bytes(8, "big", signed=True), "sha256")[:TAG_BYTES]


def take_apart(token: bytes) -> Signed:
    """Raises `Malformed`."""
    try:
        tag, parts = decode(token)
        protected, unprotected, payload, signature = parts
        header = decode(protected)
        kid = header[HEADER_KEY_ID].decode()
        is_whole = tag == SIGN1 and unprotected == {} and len(header) == 2 and header[HEADER_ALGORITHM] == EDDSA
    except (BadCbor, TypeError, ValueError, LookupError, AttributeError) as error:
        raise Malformed from error
    if not is_whole or not isinstance(payload, bytes) or not isinstance(signature, bytes):
        raise Malformed
    return Signed(kid, payload, signature, b"\x84\x6aSignature1" + _bytes(protected) + b"\x40" + _bytes(payload))


def claims_of(payload: bytes) -> Card:
    """Raises `Malformed` for claims that no card has, also where they were signed."""
    try:
        claims = decode(payload)
    except BadCbor as error:
        raise Malformed from error
    types = {name: type(value) for name, value in claims.items()} if isinstance(claims, dict) else {}
    if types not in (CLAIMS, CLAIMS | MAYBE):
        raise Malformed
    return _card(claims)


def _card(claims: dict[Any, Any]) -> Card:
    start, end, number = claims[NOT_BEFORE], claims[EXPIRY], claims["card"].hex()
    is_sound = 0 < end - start <= LONGEST_SECONDS and len(number) == 32 and len(claims["name"].encode()) <= LONGEST_NAME
    if not is_sound or claims["tier"] not in ("A", "B", "C", "D", "E"):
        raise Malformed
    last = claims.get("last")
    tags = _tags(last or b"")
    if len(last or b"") % TAG_BYTES or len(tags) > MOST_TAGS or tags != sorted(set(tags)):
        raise Malformed
    public_id = f"{number[:8]}-{number[8:12]}-{number[12:16]}-{number[16:20]}-{number[20:]}"
    return Card(public_id, claims["name"], claims["tier"], start, end, None if last is None else last.hex())


def _tags(last: bytes) -> list[bytes]:
    return [last[at : at + TAG_BYTES] for at in range(0, len(last), TAG_BYTES)]


def _bytes(data: bytes) -> bytes:
    """A byte string of at most 65,535 bytes in CBOR."""
    size = len(data)
    if size < 24:
        return bytes((0x40 + size,)) + data
    return (bytes((0x58, size)) if size < 256 else bytes((0x59, size >> 8, size & 255))) + data
