"""How is a use rated, once, and what do all ratings of a partner's service come to?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Avg, Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.workflow.engine import Refusal

from ..models import Rating, Use
from ..partners.enums import Outcome

if TYPE_CHECKING:
    from accounts.models import User

RATE_WITHIN = timedelta(days=30)
ENOUGH = 5  # fewer would say who gave which


@dataclass(frozen=True)
class Average:
    count: int
    mean: float


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


def counted() -> QuerySet[Rating]:
    """The ratings that count: a use that was taken back has none."""
    return Rating.objects.filter(use__undone=None)


def averages(partners: Collection[int]) -> dict[tuple[int, int], Average]:
    """By partner and service, where at least five have rated; one statement."""
    rows = counted().filter(partner__in=partners).order_by().values("partner", "service")
    found = rows.annotate(count=Count("pk"), mean=Avg("stars")).filter(count__gte=ENOUGH)
    return {(row["partner"], row["service"]): Average(row["count"], float(row["mean"])) for row in found}


def _refuse_unless_ratable(use: Use, by: "User") -> None:
    if use.check_made.holder_id != by.pk:
        raise Refusal("not_yours", _("Only the holder rates a use."))
    if use.outcome != Outcome.SERVED:
        raise Refusal("not_served", _("Only what was served is rated."))
    if use.is_undone:
        raise Refusal("undone", _("The counter has taken this record back; there is nothing to rate."))
    if timezone.now() - use.recorded_at > RATE_WITHIN:
        raise Refusal("too_late", _("A use can be rated for 30 days."))
