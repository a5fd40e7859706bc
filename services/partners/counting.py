"""For whom and over which span does a use count? The one place that says so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, ExtractYear, JSONObject
from django.utils import timezone

from accounts.models import Card, Consent

from ..catalogue.enums import Period
from ..models import Allowance, Check, Entitlement, Service
from .facts import COUNTED_PERIODS, period_key


@dataclass(frozen=True)
class Counted:
    """One row of allowances: whose it is, under which key of time, and how many it holds."""

    holder_id: int
    period: str
    limit: int


def counted_for(card: Card, service: Service) -> Counted | None:
    """Where a use of `service` with `card` counts; None where the catalogue counts nothing for its tier.

    A limit a year or in all counts here. One a visit is the companions of each check; one a stage and child is kept
    by the request's own constraint (`school_place_once_a_child_and_stage`).
    """
    granted = Entitlement.objects.filter(service=service, tier=card.tier_id).values("limit", "period").first()
    return _counted(card, dict(granted) if granted else None, at=timezone.now())


def household_of(card: Card) -> int:
    """Under whose name a household counts: the talent whose card it comes from, for the whole family."""
    return card.talent_id


def to_be_used(checks: QuerySet[Check], *, at: datetime) -> QuerySet[Check]:
    """The checks with all that recording a use must know, in one statement: holder, card and partner, whether the
    consent is withdrawn `at`, what the tier is granted, and the rows that may be counted on."""
    return with_standing(checks, at=at).select_related("partner", "service", "holder", "card")


def with_standing(checks: QuerySet[Check], *, at: Any) -> QuerySet[Check]:
    """Annotated with what the consent, the catalogue and the allowances of the check's year say of its holder."""
    granted = Entitlement.objects.filter(service=OuterRef("service"), tier=OuterRef("card__tier")).order_by()
    rows = Allowance.objects.filter(holder=OuterRef("card__talent"), service=OuterRef("service")).order_by()
    year = Cast(ExtractYear(OuterRef("checked_at"), tzinfo=timezone.get_default_timezone()), CharField())
    withdrawn = Consent.objects.withdrawn(at).filter(user=OuterRef("holder"), purpose=OuterRef("service__consent"))
    return checks.annotate(
        is_consent_withdrawn=Exists(withdrawn),
        granted=Subquery(granted.values(row=JSONObject(limit="limit", period="period"))[:1]),
        row_of_year=Subquery(rows.filter(period=year).values("pk")[:1]),
        row_in_all=Subquery(rows.filter(period=Period.ONCE).values("pk")[:1]),
    )


def known(check: Check) -> Any:
    """The check as `to_be_used` gives it; read again unless it came from there."""
    if hasattr(check, "granted"):
        return check
    return to_be_used(Check.objects.filter(pk=check.pk), at=timezone.now()).get()


def counted_on(check: Any) -> tuple[Counted, int | None] | None:
    """Where the use of a `known` check counts, and the row that stands there already."""
    counted = _counted(check.card, check.granted, at=check.checked_at)
    if counted is None:
        return None
    return counted, check.row_in_all if counted.period == Period.ONCE else check.row_of_year


def _counted(card: Card, granted: dict[str, Any] | None, *, at: datetime) -> Counted | None:
    if granted is None or granted["limit"] is None or Period(granted["period"]) not in COUNTED_PERIODS:
        return None
    return Counted(household_of(card), period_key(granted["period"], at), granted["limit"])
