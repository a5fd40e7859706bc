"""What does a window know without a network? Keys, the signed list, and its own services with what each tier gets.

Nothing in it is about a person: the list names suspended cards by random ids.
"""

from typing import Any

from django.utils import timezone

from accounts.card.well_known import key_set, status_list
from accounts.models import Partner

from ..catalogue.enums import Delivery, Family, Period
from ..models import PartnerService
from ..partners.facts import COUNTED_PERIODS
from ..readiness.instructions import instruction_of
from ..readiness.querysets import honoured

MOST_OFFLINE = 1  # of a counted service, for a card at this window until what was given is delivered
HOLDERS = 2  # of one household, whose cards a window cannot tell to belong together: one use is kept for each


def known_to(partner: Partner) -> dict[str, Any]:
    """The document that the desk page keeps in its browser."""
    rows = honoured().filter(partner=partner, service__delivery=Delivery.COUNTER)
    return {
        "now": int(timezone.now().timestamp()),
        "desk": {"id": partner.public_id, "name": partner.name},
        "keys": key_set(),
        "status": status_list(),
        "services": [_service(row) for row in rows],
    }


def _service(row: PartnerService) -> dict[str, Any]:
    said = instruction_of(row)
    gives = {line.tier.letter: _grant(line) for line in row.service.entitlements.all() if line.is_allowed}
    return {"slug": row.service.slug, "name": said.title, "steps": said.steps, "payer": said.payer, "gives": gives}


def _grant(line: Any) -> dict[str, Any]:
    """`offline`: how often without a network; null where it is not counted, 0 where it might be the last use of the
    card's, of the household's where the family shares it, or of the child's in its stage. `by_stage`: ask which."""
    by_stage = line.limit is not None and line.period == Period.STAGE
    is_counted = by_stage or (line.limit is not None and line.period in COUNTED_PERIODS)
    kept = HOLDERS if line.family != Family.NONE and not by_stage else 1
    offline = max(0, min(MOST_OFFLINE, line.limit - kept)) if is_counted else None
    return {"companions": line.companions or 0, "offline": offline, "by_stage": by_stage}
