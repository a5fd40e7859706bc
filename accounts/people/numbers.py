"""Whether the number of an identity document can be right, and which birth date it tells."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

from .enums import DocumentKind

HMT_REGIONS = ("81", "82", "83")
WRONG = {
    DocumentKind.RESIDENT_ID: _("Enter the 18 characters of the identity number: 17 digits and a digit or X."),
    DocumentKind.FOREIGNER_CARD: _(
        "Enter the 18 digits that start with 9, or on an older card the three letters and 12 digits."
    ),
    DocumentKind.HMT_PERMIT: _("Enter the 18 characters of the permit, which start with 81, 82 or 83."),
    DocumentKind.PASSPORT: _("Enter the passport number: 5 to 20 letters and digits, without signs."),
}
WRONG_CHECK = _("The last character does not fit the others. Compare the number with your document.")
WRONG_DATE = _("The number holds a birth date that does not exist. Compare the number with your document.")


def normalise_number(text: str) -> str:
    """Full-width characters made plain, capitals, and without the spaces and hyphens people type."""
    return re.sub(r"[\s\-‐-―]", "", unicodedata.normalize("NFKC", text)).upper()


def check_number(kind: str, number: str) -> None:
    """Raise a `ValidationError` that says what is wrong with a normalised `number`."""
    if not _FORMS[DocumentKind(kind)](number):
        raise ValidationError(WRONG[DocumentKind(kind)], code="wrong_form")
    if not _is_coded(kind, number):
        return
    if ric.calc_check_digit(number) != number[-1]:
        raise ValidationError(WRONG_CHECK, code="wrong_check")
    if birth_date_in(kind, number) is None:
        raise ValidationError(WRONG_DATE, code="wrong_date")


def birth_date_in(kind: str, number: str) -> date | None:
    """The birth date that the number tells, or None where it tells none."""
    if not _is_coded(kind, number):
        return None
    try:
        born = ric.get_birth_date(number)
    except InvalidComponent:
        return None
    return born if born <= timezone.localdate() else None


def _is_coded(kind: str, number: str) -> bool:
    """Numbers built like the resident's: eight digits of birth date and a check character (GB 11643)."""
    return kind != DocumentKind.PASSPORT and len(number) == 18


def _is_resident(number: str) -> bool:
    return bool(re.fullmatch(r"[1-7]\d{16}[\dX]", number))


def _is_foreigner(number: str) -> bool:
    # The 15 characters of cards before December 2023 carry a check digit whose rule is not published.
    return bool(re.fullmatch(r"9\d{16}[\dX]|[A-Z]{3}\d{12}", number))


def _is_hmt(number: str) -> bool:
    return number.startswith(HMT_REGIONS) and bool(re.fullmatch(r"\d{17}[\dX]", number))


def _is_passport(number: str) -> bool:
    return bool(re.fullmatch(r"[A-Z0-9]{5,20}", number)) and any(sign.isdigit() for sign in number)


_FORMS: dict[DocumentKind, Callable[[str], bool]] = {
    DocumentKind.RESIDENT_ID: _is_resident,
    DocumentKind.FOREIGNER_CARD: _is_foreigner,
    DocumentKind.HMT_PERMIT: _is_hmt,
    DocumentKind.PASSPORT: _is_passport,
}
