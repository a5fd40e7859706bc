"""How are a few claims signed in so few bytes that a QR code carries them? COSE_Sign1 (RFC 9052) with Ed25519.

CBOR (RFC 8949) is written here in its deterministic form, as much as claims need; whoever reads it is in
`examples/verifier`, and docs/card-format.md describes it.
"""

from typing import Any

from .signing import sign, signing_kid

ALGORITHM, KEY_ID, EDDSA = 1, 4, -8
SIGN1_TAG = b"\xd2"


def sign_cose(claims: dict[int | str, Any]) -> bytes:
    """The tagged COSE_Sign1 of `claims` under the first key of the ring that is not compromised, named by its kid."""
    kid = signing_kid()
    protected = encode({ALGORITHM: EDDSA, KEY_ID: kid.encode()})
    payload = encode(claims)
    signature = sign(kid, encode(["Signature1", protected, b"", payload]))
    return SIGN1_TAG + encode([protected, {}, payload, signature])


def encode(value: Any) -> bytes:
    """Deterministic CBOR of whole numbers, byte strings, texts, lists and maps of them. TypeError for anything else."""
    if type(value) is int:
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(map(encode, value))
    if isinstance(value, dict):
        pairs = sorted((encode(name), encode(content)) for name, content in value.items())
        return _head(5, len(pairs)) + b"".join(name + content for name, content in pairs)
    raise TypeError(f"no claim is a {type(value).__name__}")


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes((major << 5 | number,))
    length = next(size for size in (1, 2, 4, 8) if number < 1 << 8 * size)
    return bytes((major << 5 | (24 + (1, 2, 4, 8).index(length)),)) + number.to_bytes(length, "big")
