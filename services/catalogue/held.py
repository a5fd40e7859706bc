"""What does a card give whom it names today: each service, its limit, what is used and left, and where."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils import timezone

from accounts.family.household import holders_of
from accounts.models import Card, Consent

from ..models import Allowance, Entitlement, PartnerService, Service
from ..partners.periods import COUNTED_PERIODS, period_key
from .enums import Family
from .family import SELF, is_entitled
from .nearest import MOST, by_name, nearest


@dataclass(frozen=True, kw_only=True)
class Held:
    """One service for whom a card names; `limit`, `used`, `left` are None where nothing is counted.

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
    def has_many_places(self) -> bool:
        """There may be more than stand here."""
        return len(self.places) == MOST

    @property
    def is_given(self) -> bool:
        """Whether the tier gives it, be it that a consent must be given again first."""
        return self.is_allowed or self.is_consent_withdrawn


def held_by(card: Card) -> list[Held]:
    """Every service of the catalogue in its order, in five statements whatever their number; of where it can be used
    the `nearest` few, the places in the holder's own city first, then by name."""
    return _held_of(card, Entitlement.objects.filter(tier=card.tier_id))


def held_of(card: Card, service: Service) -> Held | None:
    """The same for one service; None where nothing is written for the holder's tier."""
    return next(iter(_held_of(card, Entitlement.objects.filter(tier=card.tier_id, service=service))), None)


def _held_of(card: Card, entitlements: QuerySet[Entitlement]) -> list[Held]:
    withdrawn = Consent.objects.withdrawn(timezone.now()).filter(user=card.talent_id)
    rows = (
        entitlements.annotate(is_consent_withdrawn=Exists(withdrawn.filter(purpose=OuterRef("service__consent"))))
        .select_related("service__area")
        .order_by("service__number")
    )
    listed = list(rows)
    places = _places([row.service_id for row in listed], card.talent.own_profile.city_id)
    used = used_by(card, listed)
    relation = card.member.relation if card.member else SELF
    given = [row.is_allowed and is_entitled(row.family, relation) for row in listed]
    return [_held(row, used, places[row.service_id], is_given=one) for row, one in zip(listed, given, strict=True)]


def _places(services: list[int], city: int | None) -> dict[int, list[PartnerService]]:
    keys = [key for few in nearest(services, city).values() for key in few]
    found: dict[int, list[PartnerService]] = defaultdict(list)
    rows = PartnerService.objects.filter(pk__in=keys).select_related("partner").order_by("pk")
    for row in sorted(rows, key=by_name(city)):
        found[row.service_id].append(row)
    return found


def used_by(card: Card, rows: list[Any]) -> dict[tuple[int, str], int]:
    """By service and period; of what is counted and given to the family by all of the household."""
    used = {(a.service_id, a.period): a.used for a in Allowance.objects.filter(holder=card.talent_id)}
    shared = {row.service_id for row in rows if row.limit is not None and row.family != Family.NONE}
    household = holders_of(card.talent_id) if shared else []
    if len(household) > 1:
        of_all = Allowance.objects.filter(holder__in=household, service__in=shared).order_by()
        summed = of_all.values_list("service_id", "period").annotate(total=Sum("used"))
        used |= {(service, period): total for service, period, total in summed}
    return used


def _held(row: Any, used: dict[tuple[int, str], int], places: list[PartnerService], *, is_given: bool) -> Held:
    is_allowed = is_given and not row.is_consent_withdrawn
    is_counted = is_allowed and row.limit is not None and row.period in COUNTED_PERIODS
    spent = used.get((row.service_id, period_key(row.period, timezone.now())), 0)
    return Held(
        service=row.service,
        is_allowed=is_allowed,
        is_consent_withdrawn=is_given and row.is_consent_withdrawn,
        limit=row.limit if is_counted else None,
        used=spent if is_counted else None,
        left=max(0, (row.limit or 0) - spent) if is_counted else None,
        companions=row.companions or 0,
        places=places,
    )
