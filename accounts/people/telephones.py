"""How a telephone number is written the same way every time: E.164, whatever a person typed."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WRONG = _("Enter the number with its country code, for example +7 912 345 67 89. A Chinese mobile number needs none.")
WRONG_CHINESE = _("A Chinese mobile number has 11 digits and starts with 13 to 19.")


def normalise_phone(text: str) -> str:
    """`138 0013 8000` and `0086-138…` as `+8613800138000`; raises `ValidationError` where it cannot be a number."""
    number = re.sub(r"[\s\-‐-―().]", "", unicodedata.normalize("NFKC", text))
    number = re.sub(r"^00", "+", number)
    if re.fullmatch(r"(86)?1[3-9]\d{9}", number):
        number = "+86" + number[-11:]
    if not re.fullmatch(r"\+[1-9]\d{6,14}", number):
        raise ValidationError(WRONG, code="invalid_phone")
    if number.startswith("+86") and not re.fullmatch(r"\+861[3-9]\d{9}", number):
        raise ValidationError(WRONG_CHINESE, code="invalid_phone")
    return number


def masked_phone(number: str) -> str:
    """`+86138****8000`: enough to be recognised by its owner."""
    return f"{number[:-8]}****{number[-4:]}"


def dialled_phone(number: str) -> str:
    """`+8613800138000` as it is read and dialled in China: 138 0013 8000; others as they are."""
    chinese = re.fullmatch(r"\+86(\d{3})(\d{4})(\d{4})", number)
    return " ".join(chinese.groups()) if chinese else number
