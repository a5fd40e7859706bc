"""A wrong press was undone: how is the right one recorded, without the card being shown again?

By another check of the same card, at most one for each undoing: of all that follow from one showing of a code, one use
at most has not been undone.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.card.enums import FOR_ONE_PURPOSE
from portal.inserting import is_written
from portal.workflow.engine import Refusal, refuse_unless
from portal.workflow.table import Verdict, no, yes

from ..models import Check, Use, UseUndone
from ..partners.checks import row_of
from ..partners.enums import Channel
from ..partners.facts import Facts
from ..partners.rules import reason_for
from ..webhooks import events
from ..windows.seats import seat_of
from .found import facts_found

if TYPE_CHECKING:
    from accounts.models import User

WITHIN = timedelta(minutes=15)
SCAN = _("The card must be shown for this: scan a new code.")


def may_be_checked_again(use: Use) -> Verdict:
    """Needs `undone` and `check_made__late` to be selected to cost no query."""
    if not use.is_undone:
        return no("not_undone", _("Only what was undone is recorded again."))
    if timezone.now() - use.undone.undone_at > WITHIN or hasattr(use.check_made, "late"):
        return no("too_late", SCAN)
    return yes()


@transaction.atomic
def check_again(use: Use, *, service: str, staff: "User") -> Check:
    """The card as it stands now, for the same service or another; pressed again, whoever presses, the same check.

    Raises `Refusal` with a code of `may_be_checked_again`, and `too_late` where the card has ended meanwhile.
    """
    refuse_unless(may_be_checked_again(use))
    now, former, undone = timezone.now(), use.check_made, use.undone
    facts = _facts_now(former, service, now)
    reason = reason_for(facts, now=now, today=timezone.localdate(now))
    how: dict[str, Any] = {"channel": Channel.DESK, "staff": staff, "checked_at": now, "follows": undone}
    row = row_of(facts, reason, **how, **seat_of(staff, former.partner_id))
    if not is_written(row):
        return followed_by(undone).get()
    events.check_made(row, service=service)
    return row


def followed_by(undone: UseUndone) -> Any:
    """The check that was made after it, not yet read; none mostly."""
    return Check.objects.filter(follows=undone)


def may_be_for(check: Check, service: str) -> bool:
    """Whether what was shown then is good for that service: a code that was made for one purpose is not for another."""
    return check.code_kind not in FOR_ONE_PURPOSE or (check.service is not None and check.service.slug == service)


def _facts_now(former: Check, service: str, now: datetime) -> Facts:
    card: Any = former.card
    facts = facts_found(former.partner, service, card.number, now=now, moment=now)
    if facts.code is None:
        raise Refusal("too_late", SCAN)
    shown = replace(facts.code, kind=former.code_kind, is_for_here=may_be_for(former, service))
    return replace(facts, code=shown)
