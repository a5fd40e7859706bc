"""How personal values are hidden at rest, found again without being read, and how the portal signs."""

from portal.crypto.blind_index import blind_index
from portal.crypto.envelope import decrypt, encrypt
from portal.crypto.signing import public_keys, sign_jws, verify_jws

__all__ = ["blind_index", "decrypt", "encrypt", "public_keys", "sign_jws", "verify_jws"]
