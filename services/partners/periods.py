"""In which period does a use count?"""

from datetime import datetime

from django.utils import timezone

from ..catalogue.enums import Period

COUNTED_PERIODS = frozenset({Period.YEAR, Period.ONCE})


def period_key(period: str, at: datetime) -> str:
    """Under which key a use of that moment counts: the year in Shanghai, or `once`."""
    return str(timezone.localdate(at).year) if period == Period.YEAR else period
