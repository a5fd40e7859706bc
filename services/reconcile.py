"""Which invariants does `services` add? What is counted agrees with what was recorded, what is planned adds up."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, ExtractYear, Now, Round

from policies.cities import elsewhere
from policies.models import Authority
from portal.reconcile import invariant

from .models import Allowance, HomeSubsidy, Instalment, InstalmentTotal, Use, WebhookDelivery
from .subsidies.models import InstalmentStatus


@invariant("allowances_agree_with_uses")
def allowances_agree_with_uses() -> Iterator[str]:
    """Each allowance counts exactly the uses that were counted on it and not undone."""
    for row in Allowance.objects.order_by("pk").iterator():
        total = sum(rows.aggregate(total=Coalesce(Sum("counted"), 0))["total"] for rows in _counted_on(row))
        if total != row.used:
            yield f"allowance {row.pk} says {row.used}, its uses say {total}"


def _counted_on(row: Allowance) -> Iterator[QuerySet[Use]]:
    """The uses that stand on this row, and those of before the row was kept with them."""
    yield Use.objects.filter(allowance=row, undone__isnull=True)
    old = Use.objects.filter(allowance=None, check_made__holder=row.holder_id, check_made__service=row.service_id)
    if row.period.isdigit():
        old = old.annotate(year=ExtractYear("check_made__checked_at")).filter(year=int(row.period))
    yield old.filter(undone__isnull=True)


@invariant("instalments_add_up")
def instalments_add_up() -> Iterator[str]:
    """The parts of a granted subsidy add up to it to the fen."""
    planned = HomeSubsidy.objects.annotate(planned=Sum("request__instalments__amount_yuan"))
    for row in planned.filter(~Q(planned=F("amount_yuan")), planned__isnull=False).order_by("pk"):
        yield f"subsidy {row.pk} is {row.amount_yuan}, its parts are {row.planned}"
    for row in planned.filter(request__status="granted", planned__isnull=True).order_by("pk"):
        yield f"subsidy {row.pk} is granted without a plan"


@invariant("instalments_agree_with_the_city_of_their_request")
def instalments_in_the_city_of_their_request() -> Iterator[str]:
    yield from elsewhere(Instalment, "request")


@invariant("instalments_agree_with_their_totals")
def totals_agree_with_instalments() -> Iterator[str]:
    """The total kept of each city and status is what adding up its instalments says; one statement a status."""
    for status in InstalmentStatus.values:
        parts = Instalment.objects.filter(request__city=OuterRef("pk"), status=status).order_by().values("status")
        total = InstalmentTotal.objects.filter(city=OuterRef("pk"), status=status).values("amount_yuan")
        added = parts.annotate(added=Round(Sum("amount_yuan"), 2)).values("added")
        cities = Authority.objects.annotate(added=_or_nothing(added), kept=_or_nothing(total))
        for city in cities.exclude(added=F("kept")).order_by("pk"):
            yield f"{city.slug}, {status}: the total says {city.kept:.2f} yuan, the instalments say {city.added:.2f}"


def _or_nothing(rows: QuerySet[Any]) -> Coalesce:
    yuan = DecimalField(max_digits=18, decimal_places=2)
    return Coalesce(Subquery(rows, output_field=yuan), Value(Decimal(0), yuan), output_field=yuan)


@invariant("webhooks: nothing is leased for long, and nothing due is left lying")
def no_event_left_lying() -> Iterator[str]:
    """A delivery is waiting for its time, in a worker's hand for a minute, arrived, or given up."""
    long_ago = Now() - timedelta(minutes=15)
    lying = Q(pk__in=WebhookDelivery.objects.due().filter(next_attempt_at__lt=long_ago)) | Q(leased_until__lt=long_ago)
    for pk in WebhookDelivery.objects.filter(lying).order_by("pk").values_list("pk", flat=True):
        yield f"delivery {pk}"


@invariant("webhooks: whatever arrived was tried, and whatever was given up says why")
def deliveries_are_whole() -> Iterator[str]:
    wrong = Q(state="delivered", tries=0) | Q(state="dead", last_error="")
    for pk in WebhookDelivery.objects.filter(wrong).order_by("pk").values_list("pk", flat=True):
        yield f"delivery {pk}"
