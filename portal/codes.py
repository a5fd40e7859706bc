"""How the codes people read aloud, type and compare are made and read back (Crockford's base32)."""

import secrets
import unicodedata

from django.utils import timezone

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("ILO", "110")


def crockford(n: int) -> str:
    """`n` random characters, 5 bits each, from the system's secure source."""
    return "".join(secrets.choice(ALPHABET) for _ in range(n))


def normalise(text: str) -> str:
    """What was typed as the code is stored: capitals, full width folded, I and L as 1, O as 0, separators dropped."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in folded if sign.isalnum()).translate(_LOOKALIKES)


def case_code(prefix: str) -> str:
    """A public code of a case such as RD-2026-7K3M9Q: kind, year of Shanghai, six random characters."""
    return f"{prefix}-{timezone.localdate().year}-{crockford(6)}"
