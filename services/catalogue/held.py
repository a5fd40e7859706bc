"""What does a card give its holder today: each service, its limit, what is used and left, and where."""

from dataclasses import dataclass

from django.db.models import Prefetch

from accounts.models import Card

from ..models import Allowance, Entitlement, PartnerService, Service
from ..partners.facts import COUNTED_PERIODS, period_key


@dataclass(frozen=True, kw_only=True)
class Held:
    """One service for one holder; `limit`, `used`, `left` are None where nothing is counted."""

    service: Service
    is_allowed: bool
    limit: int | None
    used: int | None
    left: int | None
    companions: int
    places: list[PartnerService]


def held_by(card: Card) -> list[Held]:
    """Every service of the catalogue in its order, in four statements whatever their number."""
    honoured = PartnerService.objects.filter(is_active=True, partner__is_active=True).select_related("partner")
    rows = (
        Entitlement.objects.filter(tier=card.tier_id)
        .select_related("service__area")
        .prefetch_related(
            Prefetch("service__honoured_by", queryset=honoured.order_by("partner__name_zh"), to_attr="places")
        )
        .order_by("service__number")
    )
    used = {(a.service_id, a.period): a.used for a in Allowance.objects.filter(holder=card.talent_id)}
    return [_held(row, used) for row in rows]


def _held(row: Entitlement, used: dict[tuple[int, str], int]) -> Held:
    is_counted = row.is_allowed and row.limit is not None and row.period in COUNTED_PERIODS
    spent = used.get((row.service_id, period_key(row.period)), 0)
    return Held(
        service=row.service,
        is_allowed=row.is_allowed,
        limit=row.limit if is_counted else None,
        used=spent if is_counted else None,
        left=max(0, (row.limit or 0) - spent) if is_counted else None,
        companions=row.companions or 0,
        places=vars(row.service)["places"],
    )
