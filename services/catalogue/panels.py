"""What do the pages of tiers and measures say about services?"""

from itertools import groupby

from django.http import HttpRequest

from policies.catalogue.panels import MEASURE, TIER, Panel, register_panel
from policies.models import Measure, Tier
from services.catalogue.models import Entitlement, Service
from services.catalogue.wording import summary_words


def tier_gets(tier: Tier, request: HttpRequest) -> Panel:
    """Everything a tier gets, by area."""
    rows = tier.entitlements.allowed().select_related("service__area").order_by("service__number")
    grouped = groupby(rows, key=lambda row: row.service.area)
    areas = [(area, [(row.service, summary_words(row, row.service)) for row in group]) for area, group in grouped]
    return Panel("services/catalogue/tier_gets.html", {"tier": tier, "areas": areas})


def measure_grants(measure: Measure, request: HttpRequest) -> Panel | None:
    """Which services a clause gives to which tiers; nothing where no entitlement points to it."""
    rows = Entitlement.objects.filter(measure=measure).allowed().select_related("service", "tier")
    ordered = rows.order_by("service__number", "tier__rank")
    grouped = groupby(ordered, key=lambda row: row.service)
    services: list[tuple[Service, list[Entitlement]]] = [(service, list(group)) for service, group in grouped]
    return Panel("services/catalogue/measure_grants.html", {"services": services}) if services else None


def register() -> None:
    register_panel(TIER, tier_gets)
    register_panel(MEASURE, measure_grants)
