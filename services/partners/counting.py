"""For whom and over which span does a use count? The one place that says so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Exists, JSONField, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Cast, ExtractYear, JSONObject
from django.utils import timezone

from accounts.family.enums import MemberStatus
from accounts.models import Card, Consent, FamilyMember

from ..catalogue.enums import Family, Period
from ..models import Allowance, Check, Entitlement, Service
from .households import RowsOfHousehold, is_shared, rows_of_household, used_by
from .periods import COUNTED_PERIODS, period_key

COUNTS = ("limit", "period")
HERE = timezone.get_default_timezone()


@dataclass(frozen=True)
class Counted:
    """One row of allowances: whose it is, under which key of time, and how many it holds.

    `others` were used on rows of their own by holders who became one household with this one later; `row` is its key,
    where there is one of a household already.
    """

    holder_id: int
    period: str
    limit: int
    others: int = 0
    row: int | None = None


def counted_for(card: Card, service: Service) -> Counted | None:
    """Where a use of `service` with `card` counts; None where the catalogue counts nothing for its tier.

    A limit a year or in all counts here. One a visit is the companions: a check is one visit, which is used once, by
    whoever showed the card and at most so many others; the next check is another visit and begins afresh. One a stage
    and child is counted when the stage is named (`counted_in`), and of a request when it is asked (`requests.once`).
    """
    now = timezone.now()
    granted = Entitlement.objects.filter(service=service, tier=card.tier_id).values(*COUNTS, "family").first()
    household = None
    if granted and granted["family"] != Family.NONE:
        household = rows_of_household(card.talent_id, service.pk, period_key(granted["period"], now))
    return _counted(card, granted, household, at=now)


def to_be_used(checks: QuerySet[Check], *, at: datetime) -> QuerySet[Check]:
    """The checks with all that recording a use must know, in one statement: holder, card and partner, whether the
    consent is withdrawn `at`, what the tier is granted, and the rows that may be counted on."""
    return with_standing(checks, at=at).select_related("partner", "service", "holder", "card")


def with_standing(checks: QuerySet[Check], *, at: Any) -> QuerySet[Check]:
    """Annotated with what the consent, the catalogue and the allowances of the check's year say of its holder, and of
    the `household` where it shares them."""
    granted = Entitlement.objects.filter(service=OuterRef("service"), tier=OuterRef("card__tier")).order_by()
    rows = Allowance.objects.filter(holder=OuterRef("card__talent"), service=OuterRef("service")).order_by()
    year = Cast(ExtractYear(OuterRef("checked_at"), tzinfo=HERE), CharField())
    withdrawn = Consent.objects.withdrawn(at).filter(user=OuterRef("holder"), purpose=OuterRef("service__consent"))
    return checks.annotate(
        is_consent_withdrawn=Exists(withdrawn),
        granted=Subquery(granted.values(row=JSONObject(**{name: name for name in COUNTS}))[:1]),
        row_of_year=Subquery(rows.filter(period=year).values("pk")[:1]),
        row_in_all=Subquery(rows.filter(period=Period.ONCE).values("pk")[:1]),
        household=Case(
            When(
                is_shared(granted, OuterRef("card__talent")),
                then=RowsOfHousehold(
                    "card__talent", "service", Cast(ExtractYear("checked_at", tzinfo=HERE), CharField())
                ),
            ),
            output_field=JSONField(),
        ),
    )


def known(check: Check) -> Any:
    """The check as `to_be_used` gives it; read again unless it came from there."""
    if hasattr(check, "granted"):
        return check
    return to_be_used(Check.objects.filter(pk=check.pk), at=timezone.now()).get()


def counted_on(check: Any) -> tuple[Counted, int | None] | None:
    """Where the use of a `known` check counts, and the row that stands there already."""
    counted = _counted(check.card, check.granted, check.household, at=check.checked_at)
    if counted is None:
        return None
    if check.household is not None:
        return counted, counted.row
    return counted, check.row_in_all if counted.period == Period.ONCE else check.row_of_year


def counts_by_stage(**of: Any) -> Exists:
    """Whether the service is counted for each child and school stage for the tier, as a condition of a statement;
    `service` and `tier` are references out of it."""
    return Exists(Entitlement.objects.filter(**of, is_allowed=True, limit__isnull=False, period=Period.STAGE))


def is_by_stage(check: Any) -> bool:
    """Whether the use of a `known` check is counted for each child and school stage."""
    granted = check.granted
    return bool(granted) and granted["limit"] is not None and granted["period"] == Period.STAGE


def counted_in(check: Any, stage: str) -> Counted:
    """Where the use by a child, whose own card was shown, counts in that stage: on one row for the child, whichever
    parent's family card it is."""
    first, *others = parents_of(check.card)
    period = f"{stage}:{check.card.member.number_index[:7]}"
    used = used_by(others, check.service_id, period) if others else 0
    return Counted(first, period, check.granted["limit"], used)


def parents_of(card: Any) -> list[int]:
    """The keys of the holders by whom the child of this family card is known, the lowest first."""
    known = FamilyMember.objects.filter(number_index=card.member.number_index, status=MemberStatus.ACCEPTED)
    return sorted({card.talent_id, *known.order_by().values_list("sponsor_id", flat=True)})


def _counted(card: Card, granted: Any, household: Any, *, at: datetime) -> Counted | None:
    """What is given to the family counts for the `household`, on the row of whoever of its holders has the lowest key;
    all else on the row of the talent whose card it is, or from whose card it comes."""
    if granted is None or granted["limit"] is None or Period(granted["period"]) not in COUNTED_PERIODS:
        return None
    period = period_key(granted["period"], at)
    if household is None:
        return Counted(card.talent_id, period, granted["limit"])
    first = min(holder for holder, *_row in household)
    rows = {holder: (row, used) for holder, row, of, used in household if of == period}
    row, _used = rows.pop(first, (None, 0))
    return Counted(first, period, granted["limit"], sum(used for _row, used in rows.values()), row)
