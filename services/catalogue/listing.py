"""What does the list of services say, for every tier or for one?"""

from dataclasses import dataclass

from django.db.models import Prefetch

from policies.models import Tier
from services.catalogue.models import Area, Entitlement, Service
from services.catalogue.wording import summary_words


@dataclass(frozen=True)
class Line:
    """A service in the list: the tiers that get it, and what the chosen tier gets (empty without a choice)."""

    service: Service
    letters: list[tuple[str, bool]]
    words: str

    @property
    def entitled(self) -> str:
        return ", ".join(letter for letter, is_allowed in self.letters if is_allowed)


@dataclass(frozen=True)
class Section:
    area: Area
    lines: list[Line]


def sections(tier: Tier | None = None) -> list[Section]:
    """All areas with their services; with a tier only what that tier gets. Three statements, however long the list."""
    entitlements = Entitlement.objects.select_related("tier").order_by("tier__rank")
    areas = Area.objects.prefetch_related(
        Prefetch("services", Service.objects.prefetch_related(Prefetch("entitlements", entitlements)))
    )
    found = [
        Section(area, [line for service in area.services.all() if (line := _line(service, tier))]) for area in areas
    ]
    return [section for section in found if section.lines]


def _line(service: Service, tier: Tier | None) -> Line | None:
    rows = list(service.entitlements.all())
    letters = [(row.tier.letter, row.is_allowed) for row in rows]
    if tier is None:
        return Line(service, letters, "")
    mine = next((row for row in rows if row.tier_id == tier.pk and row.is_allowed), None)
    return Line(service, letters, summary_words(mine, service)) if mine else None
