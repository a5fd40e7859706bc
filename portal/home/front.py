"""What does the front page say: what each tier gives, which services there are, and one programme's results?"""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from policies.models import Programme, Tier
from portal.charts import BarChart, bar_chart
from services.catalogue.enums import Family
from services.models import Area, Entitlement

SHOWN = ("school-place", "medical-green-channel", "health-examination", "airport-lane")


@dataclass(frozen=True)
class Gift:
    """One entitlement in a few words: which service, and what of it."""

    service: str
    words: str


@dataclass(frozen=True)
class TierOnFront:
    tier: Tier
    services: int
    gifts: list[Gift]


def tiers() -> list[TierOnFront]:
    """A to E, each with how many services it opens and what it gets of the services in SHOWN; two queries."""
    allowed = Entitlement.objects.filter(is_allowed=True).select_related("service").order_by("service__number")
    return [_on_front(tier) for tier in Tier.objects.prefetch_related(Prefetch("entitlements", allowed))]


def areas() -> list[Area]:
    """The areas with their services; two queries."""
    return list(Area.objects.prefetch_related("services"))


def golden_crane() -> tuple[Programme, BarChart] | None:
    """The programme and its results, if the catalogue holds it; two queries."""
    programme = (
        Programme.objects.filter(slug="golden-crane").select_related("source").prefetch_related("results").first()
    )
    if programme is None:
        return None
    rows = [(str(row.year), row.result, row.target) for row in programme.results.all()]
    return programme, bar_chart(programme.result_label, rows)


def _on_front(tier: Tier) -> TierOnFront:
    entitlements = list(tier.entitlements.all())
    gifts = [Gift(row.service.name, in_short(row)) for row in entitlements if row.service.slug in SHOWN]
    return TierOnFront(tier, len(entitlements), gifts)


def in_short(entitlement: Entitlement) -> str:
    """The one fact that tells tiers apart: the note, else the sum, else how often, else who may come along."""
    if entitlement.note:
        return entitlement.note
    if entitlement.amount_yuan is not None:
        return _("%(amount)s yuan %(period)s") % {
            "amount": f"{entitlement.amount_yuan:,.0f}",
            "period": entitlement.get_period_display(),
        }
    if entitlement.limit is not None:
        return _("%(limit)s times %(period)s") % {
            "limit": entitlement.limit,
            "period": entitlement.get_period_display(),
        }
    if entitlement.family != Family.NONE:
        return _("Holder and family")
    return _("Holder alone")
