"""How the codes people read aloud, type and compare are made and read back (Crockford's base32)."""

import secrets
import unicodedata
from functools import cache

from django.db import models
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


def draw_until_free(row: models.Model) -> None:
    """Draw the random numbers of a new row again for as long as they are taken: of a million cards of one year that
    happens to one in a hundred. One look into the unique index for each. What two draw at the same moment, once in
    millions of moments, the index refuses.
    """
    for field in _drawn(type(row)):
        while type(row)._base_manager.filter(**{field.attname: field.value_from_object(row)}).exists():
            setattr(row, field.attname, field.get_default())


@cache
def _drawn(model: type[models.Model]) -> tuple[models.CharField, ...]:
    """The columns of texts that are unique and drawn, not written by anybody."""
    fields = (field for field in model._meta.local_concrete_fields if isinstance(field, models.CharField))
    return tuple(field for field in fields if field.unique and callable(field.default))
