"""What does every part of the seed know: whose chance it draws from, which day it is, who decides, what is promised?"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.family.granted import relations_of
from policies.models import Criterion, Tier

from ...models import Entitlement, Service
from .moments import Promises
from .offices import Offices
from .pictures import Picture
from .sheets import Sheets

YEARS = 5.6  # since the first joined: a few cards have expired by now


@dataclass(frozen=True)
class TierFacts:
    id: int
    letter: str
    by_city: bool
    criteria: tuple[int, ...]
    granted: dict[int, Any]  # the entitlement by service
    relations: frozenset[str]  # who of a family may have a card


@dataclass
class World:
    seed: int
    offices: Offices
    sheets: Sheets
    chance: Random
    now: datetime  # in UTC, without a zone
    first: date  # on which the first joined
    today: date
    tiers: dict[str, TierFacts]
    services: dict[str, Service]
    promises: Promises
    pictures: list[Picture]  # for photos, each for one
    photo_share: float
    numbers: dict[str, int] = field(default_factory=dict)

    def next_number(self, kind: str) -> int:
        """Counts what gets a code or takes its turn: applications, cards, relatives."""
        self.numbers[kind] = self.numbers.get(kind, -1) + 1
        return self.numbers[kind]


def make_world(seed: int, offices: Offices, pictures: list[Picture], total: int) -> World:
    now, today = timezone.now().replace(microsecond=0, tzinfo=None), timezone.localdate()
    first = today - timedelta(days=int(YEARS * 365))
    return World(
        seed=seed,
        offices=offices,
        sheets=Sheets(),
        chance=Random(seed),  # noqa: S311 - invented people, the same each time
        now=now,
        first=first,
        today=today,
        tiers={tier.letter: _facts(tier) for tier in Tier.objects.order_by("rank")},
        services={service.slug: service for service in Service.objects.order_by("number")},
        promises=Promises(first, today),
        pictures=pictures,
        photo_share=len(pictures) / total,
    )


def _facts(tier: Tier) -> TierFacts:
    criteria = Criterion.objects.filter(tier=tier, is_active=True).order_by("order", "slug")
    granted = {row.service_id: row for row in Entitlement.objects.filter(tier=tier, is_allowed=True).order_by("pk")}
    return TierFacts(
        id=tier.pk,
        letter=tier.letter,
        by_city=tier.decided_by == "city",
        criteria=tuple(criteria.values_list("pk", flat=True)),
        granted=granted,
        relations=relations_of(tier),
    )
