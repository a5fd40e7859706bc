"""What does a card give its holder today: each service, its limit, what is used and left, and where."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, Prefetch, QuerySet, Sum, Value, When
from django.utils import timezone

from accounts.family.household import holders_of
from accounts.models import Card, Consent

from ..models import Allowance, Entitlement, PartnerService, Service
from ..partners.facts import COUNTED_PERIODS, period_key
from .enums import Family


@dataclass(frozen=True, kw_only=True)
class Held:
    """One service for one holder; `limit`, `used`, `left` are None where nothing is counted.

    `is_consent_withdrawn`: the tier gives it, but the holder has withdrawn the consent it needs.
    """

    service: Service
    is_allowed: bool
    is_consent_withdrawn: bool
    limit: int | None
    used: int | None
    left: int | None
    companions: int
    places: list[PartnerService]

    @property
    def is_given(self) -> bool:
        """Whether the tier gives it, be it that a consent must be given again first."""
        return self.is_allowed or self.is_consent_withdrawn


def held_by(card: Card) -> list[Held]:
    """Every service of the catalogue in its order, in four statements whatever their number; where it can be used,
    the places in the holder's own city come first."""
    return _held_of(card, Entitlement.objects.filter(tier=card.tier_id))


def held_of(card: Card, service: Service) -> Held | None:
    """The same for one service; None where nothing is written for the holder's tier."""
    return next(iter(_held_of(card, Entitlement.objects.filter(tier=card.tier_id, service=service))), None)


def _held_of(card: Card, entitlements: QuerySet[Entitlement]) -> list[Held]:
    honoured = PartnerService.objects.for_holders().select_related("partner")
    withdrawn = Consent.objects.withdrawn(timezone.now()).filter(user=card.talent_id)
    here_first = Case(When(partner__city=card.talent.own_profile.city_id, then=Value(0)), default=Value(1))
    rows = (
        entitlements.annotate(is_consent_withdrawn=Exists(withdrawn.filter(purpose=OuterRef("service__consent"))))
        .select_related("service__area")
        .prefetch_related(
            Prefetch(
                "service__honoured_by", queryset=honoured.order_by(here_first, "partner__name_zh"), to_attr="places"
            )
        )
        .order_by("service__number")
    )
    listed = list(rows)
    used = _used(card, listed)
    return [_held(row, used) for row in listed]


def _used(card: Card, rows: list[Any]) -> dict[tuple[int, str], int]:
    """By service and period; of what is counted and given to the family by all of the household."""
    used = {(a.service_id, a.period): a.used for a in Allowance.objects.filter(holder=card.talent_id)}
    shared = {row.service_id for row in rows if row.limit is not None and row.family != Family.NONE}
    household = holders_of(card.talent_id) if shared else []
    if len(household) > 1:
        of_all = Allowance.objects.filter(holder__in=household, service__in=shared).order_by()
        summed = of_all.values_list("service_id", "period").annotate(total=Sum("used"))
        used |= {(service, period): total for service, period, total in summed}
    return used


def _held(row: Any, used: dict[tuple[int, str], int]) -> Held:
    is_allowed = row.is_allowed and not row.is_consent_withdrawn
    is_counted = is_allowed and row.limit is not None and row.period in COUNTED_PERIODS
    spent = used.get((row.service_id, period_key(row.period, timezone.now())), 0)
    return Held(
        service=row.service,
        is_allowed=is_allowed,
        is_consent_withdrawn=row.is_allowed and row.is_consent_withdrawn,
        limit=row.limit if is_counted else None,
        used=spent if is_counted else None,
        left=max(0, (row.limit or 0) - spent) if is_counted else None,
        companions=row.companions or 0,
        places=vars(row.service)["places"],
    )
