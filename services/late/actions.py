"""How does what a desk did without a network come into the books: as of its own time, and never twice?"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from accounts.card.offline import SHORTEST
from accounts.models import Partner
from portal.workflow.engine import Refusal

from ..models import Check, LateUse, Window, WindowShift
from ..partners import counter
from ..partners.checks import bare_code, row_of
from ..partners.enums import Channel, Outcome, Reason
from ..partners.look_up import facts_for
from ..partners.uses import GOOD_FOR, record
from ..webhooks import events
from .enums import Conflict
from .notices import tell_of_conflict
from .then import reason_then

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def deliver(
    partner: Partner,
    *,
    code: str,
    service: str,
    outcome: str,
    done_at: datetime,
    has_seen_identity: bool,
    key: str,
    by: "User",
    reason: str = "",
    companions_used: int = 0,
    stage: str = "",
    sat: WindowShift | None = None,
    window: Window | None = None,
) -> LateUse:
    """The check as of `done_at` and, where it was good then and the allowance is not used up, the use.

    `outcome` may be empty: then the code alone is checked. What cannot count is kept as a conflict, of which the
    desk, the officials and the holder are told. A refusal says its `reason` and opens a case as with a network; where
    it does not count, the reason stays with the conflict. A repetition is the caller's to keep away
    (`portal.idempotency`); a second row with `key` is refused by the database all the same. It stands in the name
    of whoever `sat` there then, else of `by`, who delivers it; `window`: where it was, if no shift says it.
    """
    now, who = timezone.now(), sat.staff if sat else by
    moment = min(done_at, now)  # a clock that is ahead
    check = _check_then(partner, code, service, at=moment, by=who)
    check.shift, check.window, check.idempotency_key = sat, None if sat else window, f"late:{key}"
    check.save(force_insert=True)
    events.check_made(check, service=service)
    done = {"outcome": outcome, "reason": reason, "has_seen_identity": has_seen_identity, "staff": who}
    done |= {"companions_used": companions_used, "stage": stage}
    conflict = _record(check, done, is_late=now - moment > GOOD_FOR)
    late = LateUse(check_made=check, partner=partner, outcome=outcome, conflict=conflict, staff=by, delivered_at=now)
    late.reason = reason if conflict else ""
    late.save(force_insert=True)
    if conflict:
        tell_of_conflict(late)
    return late


def _check_then(partner: Partner, code: str, service: str, *, at: datetime, by: "User") -> Check:
    """The check as it would have been answered `at` that time; not yet saved."""
    bare, is_ours = bare_code(code)
    works_without_a_network = is_ours and len(bare) >= SHORTEST
    facts = facts_for(counter.at(partner), service, bare if works_without_a_network else "", at=at)
    check = row_of(facts, reason_then(facts, bare, at) if is_ours else Reason.OTHER_SITE)
    check.channel, check.staff, check.checked_at = Channel.DESK, by, at
    return check


def _record(check: Check, done: dict[str, Any], *, is_late: bool) -> str:
    """Record the use; empty, or why it does not count."""
    outcome = done["outcome"]
    if not outcome:
        return ""
    if is_late:
        return Conflict.TOO_LATE
    if check.holder_id is None or (outcome == Outcome.SERVED and check.reason != Reason.OK):
        return str(check.reason)
    try:
        with transaction.atomic():
            record(check, **done, at=check.checked_at)
    except Refusal as refusal:
        return Conflict(refusal.code)
    return ""
