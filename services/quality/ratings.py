"""How is a use rated, once, and what do the latest ratings of a partner's service come to?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import FloatField, IntegerField, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.workflow.engine import Refusal

from ..models import PartnerService, Rating, Use, UseUndone
from ..partners.enums import Outcome

if TYPE_CHECKING:
    from accounts.models import User

RATE_WITHIN = timedelta(days=30)
ENOUGH = 5  # fewer would say who gave which
LATEST = 100  # of which the mean is taken: it says how it is now, and costs no more at a place with a million


@dataclass(frozen=True)
class Average:
    count: int
    mean: float


class OfLatest(Subquery):
    """What `function` makes of the rows of `told` up to its end, which is read no further, without those undone."""

    template = "(SELECT %(function)s FROM (%(subquery)s) latest WHERE latest.undone IS NULL)"


@transaction.atomic
def rate(use: Use, *, stars: int, comment: str = "", by: "User") -> Rating:
    """The rating of `use`; a second one changes nothing and gives the first again.

    Raises `Refusal` with `not_yours`, `not_served`, `undone` or `too_late`.
    """
    _refuse_unless_ratable(use, by)
    check = use.check_made
    said = {"stars": stars, "comment": comment.strip(), "rated_at": timezone.now()}
    where = {"partner_id": check.partner_id, "service_id": check.service_id}
    rating, _is_new = Rating.objects.get_or_create(use=use, defaults=said | where | {"holder": by})
    return rating


def asked_of(user: Any) -> QuerySet[Use]:
    """The served uses that this holder may still rate, the newest first."""
    served = Use.objects.filter(check_made__holder=user, outcome=Outcome.SERVED, undone=None, rating=None)
    lately = served.filter(recorded_at__gte=timezone.now() - RATE_WITHIN)
    return lately.select_related("check_made__partner", "check_made__service").order_by("-id")


def told() -> QuerySet[Any]:
    """The latest first, each with what has `undone` its use: a use that was taken back has no rating that counts.

    Said of each and not left out: else all uses would be read for the latest few.
    """
    undone = UseUndone.objects.filter(use=OuterRef("use")).order_by().values("pk")[:1]
    return Rating.objects.annotate(undone=Subquery(undone)).order_by("-rated_at")


def averages(partners: Collection[int]) -> dict[tuple[int, int], Average]:
    """By partner and service, of the latest hundred ratings, where at least five have rated; one statement."""
    here = told().filter(partner=OuterRef("partner"), service=OuterRef("service"))
    latest = here.values("stars", "undone")[:LATEST]
    count = OfLatest(latest, function="COUNT(*)", output_field=IntegerField())
    mean = OfLatest(latest, function="AVG(stars)", output_field=FloatField())
    rows = PartnerService.objects.filter(partner__in=partners).order_by()
    found = rows.values_list("partner", "service", count, mean)
    return {(place, service): Average(many, float(said)) for place, service, many, said in found if many >= ENOUGH}


def _refuse_unless_ratable(use: Use, by: "User") -> None:
    if use.check_made.holder_id != by.pk:
        raise Refusal("not_yours", _("Only the holder rates a use."))
    if use.outcome != Outcome.SERVED:
        raise Refusal("not_served", _("Only what was served is rated."))
    if use.is_undone:
        raise Refusal("undone", _("The counter has taken this record back; there is nothing to rate."))
    if timezone.now() - use.recorded_at > RATE_WITHIN:
        raise Refusal("too_late", _("A use can be rated for 30 days."))
