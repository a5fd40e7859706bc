"""Treated first, checked later: how does an emergency come into the books within a day?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from portal.workflow.engine import Refusal, refuse_unless
from portal.workflow.table import Verdict, no, yes

from ..models import Check, LateUse
from ..partners.checks import consume, row_of
from ..partners.enums import Channel, Outcome, Reason
from ..partners.facts import Facts
from ..partners.guesses import refuse_if_slowed, report_if_many
from ..partners.rules import reason_for
from ..partners.uses import GOOD_FOR, record
from ..webhooks import events
from ..windows.seats import seat_of
from .enums import Conflict
from .found import facts_found
from .notices import tell_of_conflict
from .then import as_of

if TYPE_CHECKING:
    from accounts.models import User


class NoSuchCard(Exception):
    """No card has this code or number. Nothing is written yet: `note_guess` is the caller's to do."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.facts = facts


def may_be_entered(treated_at: datetime) -> Verdict:
    """Whether a treatment of that time may be entered now; of the card nothing is asked."""
    now = timezone.now()
    if treated_at > now:
        return no("not_yet", _("This time is still to come. Enter when the treatment was."))
    if now - treated_at > GOOD_FOR:
        return no("too_late", _("This was more than 24 hours ago. Call the responsible bureau."))
    return yes()


def look_for(partner: Partner, *, service: str, code: str, treated_at: datetime) -> Facts:
    """What is known of the card. Raises `Refusal` with a code of `may_be_entered` before it is looked for, then
    `Slowed` where the partner has guessed too often, and `NoSuchCard`."""
    refuse_unless(may_be_entered(treated_at))
    now = timezone.now()
    facts = facts_found(partner, service, code, now=now, moment=treated_at)
    refuse_if_slowed(facts.missed, facts.missed_at, now=now)
    if facts.code is None:
        raise NoSuchCard(facts)
    return facts


@transaction.atomic
def note_guess(facts: Facts, *, by: "User") -> None:
    """A row that counts as a guess, of a code or number that nobody has."""
    row = row_of(facts, Reason.UNKNOWN_CODE, **seat_of(by, facts.partner_id))
    row.channel, row.staff, row.checked_at = Channel.DESK, by, timezone.now()
    row.save(force_insert=True)
    report_if_many(facts.partner_id, facts.missed + 1)


@transaction.atomic
def enter_emergency(facts: Facts, *, service: str, treated_at: datetime, reason: str, by: "User") -> LateUse:
    """The check and the use as of `treated_at`; what cannot count is a conflict, as after a time without a network.

    Nothing is refused any more once the card is known: an answer without a row would be a way to try numbers.
    """
    now = timezone.now()
    said = reason_for(as_of(facts, treated_at), now=now, today=timezone.localdate(treated_at))
    if facts.code and facts.code.is_used_up_by_a_check and facts.code.used_at is None and not consume(facts.code):
        said = Reason.ALREADY_USED
    check = row_of(facts, said, **seat_of(by, facts.partner_id))
    check.channel, check.staff, check.checked_at = Channel.DESK, by, treated_at
    check.save(force_insert=True)
    events.check_made(check, service=service)
    late = LateUse.objects.create(
        check_made=check,
        partner_id=facts.partner_id,
        outcome=Outcome.SERVED,
        conflict=_record(check, by),
        staff=by,
        delivered_at=now,
        reason=reason,
    )
    if late.conflict:
        tell_of_conflict(late)
    return late


def _record(check: Check, by: "User") -> str:
    if check.reason != Reason.OK:
        return str(check.reason)
    try:
        with transaction.atomic():
            record(check, outcome=Outcome.SERVED, has_seen_identity=True, staff=by, at=check.checked_at)
    except Refusal as refusal:
        return Conflict(refusal.code)
    return ""
