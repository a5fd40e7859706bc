"""How a counted use takes one from an allowance, and gives it back."""

from typing import Any

from django.db.models import BigIntegerField, F, IntegerField

from portal.inserting import is_written
from portal.prepared import Given, PreparedUpdate

from ..catalogue.enums import Period
from ..models import Allowance, Use
from .counting import counted_in, counted_on, is_by_stage
from .periods import period_key


class AllowanceUsedUp(Exception):
    """No use is left in the running period."""


def take(check: Any, *, stage: str = "") -> int | None:
    """Count one use for a check that is `counting.known`, inside the caller's transaction; `stage` where it is counted
    for each child and school stage.

    Returns the key of the row it was taken from: None where the catalogue sets no limit. Raises `AllowanceUsedUp`.
    One conditional UPDATE decides; simultaneous uses queue at the row, and the CHECK stands behind it.
    """
    found = (counted_in(check, stage), None) if is_by_stage(check) else counted_on(check)
    if found is None:
        return None
    counted, row = found
    if counted.others >= counted.limit:
        raise AllowanceUsedUp
    place = {"holder_id": counted.holder_id, "service_id": check.service_id, "period": counted.period}
    if row is None and (made := _first(place, counted.limit)):
        return made
    row = row or Allowance.objects.values_list("pk", flat=True).get(**place)
    if not COUNTED.rows(row=row, limit=counted.limit, below=counted.limit - counted.others):
        raise AllowanceUsedUp
    return row


def _counted() -> tuple[Any, dict[str, Any]]:
    rows = Allowance.objects.filter(pk=Given("row", BigIntegerField()), used__lt=Given("below", IntegerField()))
    return rows, {"used": F("used") + 1, "limit": Given("limit", IntegerField())}


COUNTED = PreparedUpdate(_counted)


def _first(place: dict[str, Any], limit: int) -> int | None:
    """The row of a period's first use, which counts it; None where another made it in the same moment."""
    row = Allowance(**place, limit=limit, used=1)
    return row.pk if is_written(row) else None


def give_back(use: Use) -> None:
    """Take what `use` counted off the very row it was counted on, inside the caller's transaction."""
    if not use.counted:
        return
    rows = Allowance.objects.filter(pk=use.allowance_id) if use.allowance_id else _row_of_old(use)
    rows.filter(used__gte=use.counted).update(used=F("used") - use.counted)


def _row_of_old(use: Use) -> Any:
    """Uses of before the row was kept with them (undone within 15 minutes, so for that long after the upgrade)."""
    check = use.check_made
    year = period_key(Period.YEAR, check.checked_at)
    return Allowance.objects.filter(holder=check.holder_id, service=check.service, period__in=(year, "once"))
