"""How a desk says what became of a check, once, and takes it back within minutes."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.card.enums import CodeKind
from accounts.family.enums import Relation
from portal.inserting import is_written
from portal.notifications.outbox import notify
from portal.notifications.texts import in_both_languages

from ..models import Check, Use, UseUndone
from ..quality.actions import open_for, withdraw_for
from ..requests.enums import Stage
from ..webhooks import events
from . import allowances
from .counting import is_by_stage, known
from .enums import Outcome, Verdict
from .refused_uses import not_undone, not_written

if TYPE_CHECKING:
    from accounts.models import User

GOOD_FOR = timedelta(hours=24)
UNDO_WITHIN = timedelta(minutes=15)
ONE_TAP_WITHIN = timedelta(minutes=1)


@transaction.atomic
def record(check: Check, **done: Any) -> Use:
    """`write` in a transaction of its own, or a part of one: the caller's goes on after a `Refusal`."""
    return write(check, **done)


def write(
    check: Check,
    *,
    outcome: str,
    reason: str = "",
    companions_used: int = 0,
    has_seen_identity: bool = False,
    stage: str = "",
    staff: "User | None" = None,
    at: datetime | None = None,
) -> Use:
    """Record what became of `check` and count it; the holder is told. `at`: when it was done, where not now. Who could
    have been served and was refused has a case opened with it. Belongs in a transaction, which ends with a `Refusal`.

    Raises it with a code of `refused_uses.WRITING`.
    """
    check = known(check)
    refuse_impossible(check, outcome=outcome, reason=reason, companions_used=companions_used)
    if outcome == Outcome.SERVED and needs_identity(check) and not has_seen_identity:
        raise not_written("identity_not_seen")
    allowance = _count(check, stage) if outcome == Outcome.SERVED else None
    use = Use(
        check_made=check,
        outcome=outcome,
        reason=reason,
        companions_used=companions_used,
        counted=1 if allowance else 0,
        allowance_id=allowance,
        has_seen_identity=has_seen_identity,
        staff=staff,
        recorded_at=at or timezone.now(),
    )
    if not is_written(use):
        raise not_written("already_recorded")
    notify([_holder(check)], "use_recorded", context=about(use), key=f"use:{use.public_id}")
    if outcome == Outcome.REFUSED and check.verdict == Verdict.ELIGIBLE:
        open_for(use, by=staff)
    if staff:
        events.use_recorded(use)
    return use


@transaction.atomic
def undo(use: Use, *, staff: "User | None", reason: str) -> UseUndone:
    """Take a use back within 15 minutes of when it was written, by a member of the desk that recorded it, saying why;
    the holder is told, and what it counted is released.

    Raises `Refusal` with a code of `refused_uses.UNDOING`.
    """
    if not reason.strip():
        raise not_undone("reason_missing")
    now = timezone.now()
    if now - use.written_at > UNDO_WITHIN:
        raise not_undone("too_late")
    undone = UseUndone(use=use, staff=staff, reason=reason.strip(), undone_at=now)
    if not is_written(undone):
        raise not_undone("already_undone")
    allowances.give_back(use)
    withdraw_for(use)
    told = about(use) | {"url": reverse("services:access-log")}
    notify([_holder(use.check_made)], "use_undone", context=told, key=f"use_undone:{use.public_id}")
    events.use_undone(use)
    return undone


def may_be_undone(use: Use) -> bool:
    """Needs `undone` and `check_made__late` to be selected to cost no query."""
    return not use.is_undone and timezone.now() - use.written_at <= UNDO_WITHIN


def needs_identity(check: Check) -> bool:
    """A code that is good for a day, on paper too, says whose it is but not that this person brought it; a proxy's
    says who brings it."""
    return check.code_kind in {CodeKind.OFFLINE, CodeKind.PROXY}


def _holder(check: Check) -> Any:
    """An eligible check has one, and no other comes to a use."""
    return check.holder


def about(use: Use) -> dict[str, Any]:
    """What a text about a use may name; a served one leads to the page where it is rated."""
    check, is_served = use.check_made, use.outcome == Outcome.SERVED
    return {
        "partner": in_both_languages(check.partner),
        "service": in_both_languages(check.service),
        "outcome": in_both_languages(Outcome(use.outcome).label),
        "recorded_at": use.recorded_at.isoformat(),
        "left": left_after(use),
        "is_asked": is_served,
        "url": reverse("services:rating", args=[use.public_id]) if is_served else reverse("services:access-log"),
    }


def left_after(use: Use) -> int | None:
    """What the allowance still holds after this use; None where it is not counted."""
    check = use.check_made
    return None if check.left is None else max(0, check.left - use.counted)


def refuse_impossible(check: Any, *, outcome: str, reason: str, companions_used: int) -> None:
    """What can be said from the `known` check alone. Raises `Refusal`."""
    if check.holder_id is None:
        raise not_written("no_holder")
    if check.code_kind == CodeKind.SPOKEN and hasattr(check, "call_back"):
        raise not_written("not_shown")
    if timezone.now() - check.checked_at > GOOD_FOR:
        raise not_written("check_too_old")
    if outcome == Outcome.SERVED and check.verdict != Verdict.ELIGIBLE:
        raise not_written("not_eligible")
    if outcome == Outcome.SERVED and check.is_consent_withdrawn:
        raise not_written("consent_withdrawn")
    if outcome == Outcome.REFUSED and not reason.strip():
        raise not_written("reason_missing")
    if companions_used > (check.companions or 0):
        raise not_written("too_many_companions")


def _count(check: Any, stage: str) -> int | None:
    if is_by_stage(check):
        _refuse_unless_named(check, stage)
    try:
        return allowances.take(check, stage=stage)
    except allowances.AllowanceUsedUp as error:
        raise not_written("allowance_used_up") from error


def _refuse_unless_named(check: Any, stage: str) -> None:
    """What is counted for each child and school stage needs both: the child's own card, and the stage."""
    member = check.card.member
    if member is None or member.relation != Relation.CHILD:
        raise not_written("child_not_named")
    if stage not in Stage:
        raise not_written("stage_missing")
