"""Which cases has a partner let go by? Each is told of once, to the bureau that answers now and to the partner."""

from django.db.models import QuerySet
from django.utils import timezone

from portal.workflow.engine import Refusal, perform

from .models import TurnedAway, TurnedAwayStatus


def lapsed(rows: QuerySet[TurnedAway]) -> QuerySet[TurnedAway]:
    """Those that the partner should have explained by yesterday."""
    return rows.filter(status=TurnedAwayStatus.OPEN, due_on__lt=timezone.localdate())


def tell_of_lapsed() -> int:
    """Tell of each that nobody was told of yet, in the order of their days; how many were told of."""
    due = lapsed(TurnedAway.objects.filter(lapsed_at=None)).order_by("due_on", "id")
    return sum(_tell(case) for case in due.iterator())


def _tell(case: TurnedAway) -> bool:
    """False where it was explained meanwhile, or another worker was quicker."""
    try:
        perform(case, "lapse", by=None)
    except Refusal:
        return False
    return True
