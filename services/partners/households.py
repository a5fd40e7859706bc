"""What does a household share? Whatever is counted and given to the family; the holder's alone counts for each."""

from typing import Any

from django.db.models import Case, Q, Sum, When
from django.db.models.functions import JSONObject

from accounts.family.household import holders_of, is_linked

from ..catalogue.enums import Family
from ..models import Allowance


def grant_of(*columns: str, holder: Any) -> JSONObject:
    """Columns of an entitlement, and `is_shared`: whether `holder` (a reference out of the statement) counts on one
    allowance with another. That is looked up only where something counted is given to the family."""
    for_family = Q(limit__isnull=False) & ~Q(family=Family.NONE)
    is_shared = Case(When(for_family & is_linked(holder), then=True), default=False)
    return JSONObject(**{name: name for name in columns}, is_shared=is_shared)


def used_by_household(holder: int, service: int, period: str) -> int:
    """How often all of the household together have used the service in that period."""
    return used_by(holders_of(holder), service, period)


def used_by(holders: list[int], service: int, period: str) -> int:
    rows = Allowance.objects.filter(holder__in=holders, service=service, period=period)
    return rows.aggregate(total=Sum("used"))["total"] or 0
