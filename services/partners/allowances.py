"""How a counted use takes one from an allowance, and gives it back."""

from typing import Any

from django.db import transaction
from django.db.models import F

from ..catalogue.enums import Period
from ..models import Allowance, Check, Entitlement
from .facts import COUNTED_PERIODS, period_key


class AllowanceUsedUp(Exception):
    """No use is left in the running period."""


def take(check: Check) -> int:
    """Count one use for the check's holder and service, inside the caller's transaction.

    Returns how many were counted: 0 where the catalogue sets no limit. Raises `AllowanceUsedUp`.
    One conditional UPDATE decides; simultaneous uses queue at the row, and the CHECK stands behind it.
    """
    card: Any = check.card  # an eligible check has one
    granted = Entitlement.objects.filter(service=check.service, tier=card.tier_id).first()
    if granted is None or granted.limit is None or granted.period not in COUNTED_PERIODS:
        return 0
    place = {
        "holder_id": check.holder_id,
        "service_id": check.service_id,
        "period": period_key(granted.period, check.checked_at),
    }
    Allowance.objects.get_or_create(**place, defaults={"limit": granted.limit})
    open_row = Allowance.objects.filter(**place, used__lt=granted.limit)
    if not open_row.update(used=F("used") + 1, limit=granted.limit):
        raise AllowanceUsedUp
    return 1


def give_back(check: Check, counted: int) -> None:
    """Take `counted` uses off again, in the period of the check."""
    if not counted:
        return
    with transaction.atomic():
        year = period_key(Period.YEAR, check.checked_at)
        Allowance.objects.filter(
            holder=check.holder_id, service=check.service, period__in=(year, "once"), used__gte=counted
        ).update(used=F("used") - counted)
