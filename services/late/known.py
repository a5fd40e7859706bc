"""What does a window know without a network? Keys, the signed list, and its own services with what each tier gets.

Nothing in it is about a person: the list names suspended cards by random ids.
"""

from typing import Any

from django.utils import timezone

from accounts.card.well_known import key_set, status_list
from accounts.models import Partner

from ..catalogue.enums import Delivery
from ..models import PartnerService
from ..readiness.instructions import instruction_of
from ..readiness.querysets import honoured
from .last import is_by_stage, is_counted, kept_back, key_of

MOST_OFFLINE = 1  # of a counted service by one code at this window: a code tells of one more than is kept back, no more


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
    """`key`: by which a code says that its card is at the last use of the service."""
    said = instruction_of(row)
    gives = {line.tier.letter: _grant(line) for line in row.service.entitlements.all() if line.is_allowed}
    about = {"name": said.title, "steps": said.steps, "payer": said.payer}
    return {"slug": row.service.slug, "key": key_of(row.service.slug).hex(), **about, "gives": gives}


def _grant(line: Any) -> dict[str, Any]:
    """`offline`: how often without a network; null where it is not counted, 0 where it might be the last use of the
    card's, of the household's where the family shares it, or of the child's in its stage. `by_stage`: ask which."""
    offline = max(0, min(MOST_OFFLINE, line.limit - kept_back(line))) if is_counted(line) else None
    return {"companions": line.companions or 0, "offline": offline, "by_stage": is_by_stage(line)}
