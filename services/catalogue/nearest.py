"""Which few places stand beside a service where several services are shown at once?"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F, JSONField, OuterRef, QuerySet, Subquery

from ..models import PartnerService, Service

MOST = 20


class Keys(Subquery):
    """The keys of a few rows as one value, so that each row of a statement finds its own few by an index."""

    output_field = JSONField()
    template = "(SELECT json_group_array(few.key) FROM (%(subquery)s) few)"

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, template="(SELECT jsonb_agg(few.key) FROM (%(subquery)s) few)")


def nearest(services: Iterable[int], city: int | None) -> dict[int, list[int]]:
    """By key of the service the keys of what is honoured at some places, `MOST` at most, all in `city` before any
    other; one statement, and of each service only so many rows are read."""
    here = PartnerService.objects.for_holders().filter(service=OuterRef("pk")).order_by("pk")
    rows = Service.objects.filter(pk__in=list(services)).order_by()
    rows = rows.annotate(near=_few(here.filter(partner__city=city)), anywhere=_few(here))
    found = rows.values_list("pk", "near", "anywhere")
    return {pk: list(dict.fromkeys([*(near or ()), *(anywhere or ())]))[:MOST] for pk, near, anywhere in found}


def _few(rows: QuerySet[Any, Any]) -> Keys:
    return Keys(rows.values(key=F("pk"))[:MOST])


def by_name(city: int | None) -> Callable[[PartnerService], tuple[bool, str, str]]:
    """What sorts such rows: those in `city` first, then by name in the active language."""
    return lambda row: (row.partner.city_id != city, str(row.partner.name), row.partner.slug)
