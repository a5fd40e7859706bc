"""What does a household share? Whatever is counted and given to the family; the holder's alone counts for each."""

from itertools import chain
from types import MappingProxyType
from typing import Any

from django.db.models import (
    Case,
    Exists,
    Func,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce, JSONObject

from accounts.family.household import household_of, is_linked, together

from ..catalogue.enums import Family
from ..models import Allowance


def grant_of(*columns: str, holder: Any) -> JSONObject:
    """Columns of an entitlement, and `is_shared`: whether `holder` (a reference out of the statement) counts on one
    allowance with another. That is looked up only where something counted is given to the family."""
    for_family = Q(limit__isnull=False) & ~Q(family=Family.NONE)
    is_shared = Case(When(for_family & is_linked(holder), then=True), default=False)
    return JSONObject(**{name: name for name in columns}, is_shared=is_shared)


class RowsOfHousehold(Func):
    """A column of a larger statement: of each of the household of `holder` the key, and of each row of allowances for
    `service` in the `year` or in all the key, the period and how often it was used; JSON, in no order."""

    output_field = JSONField()
    as_list = MappingProxyType(
        {
            "postgresql": "jsonb_agg(jsonb_build_array(u.id, a.id, a.period, a.used))",
            "sqlite": "json_group_array(json_array(u.id, a.id, a.period, a.used))",
        }
    )

    def __init__(self, holder: Any, service: Any, year: Any) -> None:
        super().__init__(service, year, holder)

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        compiled = [compiler.compile(one) for one in self.get_source_expressions()]
        (service, year, holder), params = zip(*compiled, strict=True)
        household, more = together(holder)
        sql = f"""(SELECT {self.as_list[connection.vendor]} FROM accounts_user u LEFT JOIN services_allowance a
            ON a.holder_id = u.id AND a.service_id = {service} AND a.period IN ({year}, 'once')
            WHERE u.id IN ({household}))"""  # noqa: S608
        return sql, [*chain.from_iterable(params), *more]


def is_shared(granted: QuerySet[Any], holder: Any) -> Any:
    """Whether what these entitlements say is counted for a household of several, as a condition of a statement."""
    for_family = granted.filter(limit__isnull=False).exclude(family=Family.NONE)
    return Q(Exists(for_family)) & is_linked(holder)


def used_by_household(holder: int, service: int, period: str) -> int:
    """How often all of the household together have used the service in that period; one statement."""
    return sum(used for _holder, _row, _period, used in rows_of_household(holder, service, period))


def rows_of_household(holder: int, service: int, period: str) -> list[tuple[int, int | None, str, int]]:
    """As `RowsOfHousehold` gives them, of one period; one statement."""
    rows = Allowance.objects.filter(holder=OuterRef("pk"), service=service, period=period).order_by()
    both = {name: Subquery(rows.values(name)[:1]) for name in ("pk", "used")}
    found = household_of(holder).annotate(row=both["pk"], used=Coalesce(both["used"], 0))
    return [(key, row, period, used) for key, row, used in found.values_list("pk", "row", "used")]


def used_by(holders: list[int], service: int, period: str) -> int:
    rows = Allowance.objects.filter(holder__in=holders, service=service, period=period)
    return rows.aggregate(total=Sum("used"))["total"] or 0
