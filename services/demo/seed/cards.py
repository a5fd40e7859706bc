"""Which card came of a decision, and what became of it?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from accounts.card.actions import last_day

from . import numbers
from .cases import Case
from .history import Chain
from .messages import tell
from .moments import later
from .offices import Account
from .people import Talent
from .sheets import CARD
from .world import TierFacts, World

KIND = "accounts.card"
STEPS = {"suspended": "suspend", "revoked": "revoke", "replaced": "replace", "cancelled": "cancel"}
OWN = {"suspended", "cancelled"}
LATELY = 20  # days
REASON = "示例：经复核，申报材料与事实不符。"


@dataclass
class Issued:
    """`until` is the moment after which it was of no use."""

    id: int
    tier: TierFacts
    issued: datetime
    expires_on: date
    until: datetime


def issue(world: World, talent: Talent, case: Case, status: str, ended: datetime | None = None) -> Issued:
    """The card of an approved case; one that is not active any more ended at `ended`, else at some time till now."""
    issued, officer = case.done["approved"]
    expires_on = last_day(issued.date())
    public = numbers.public_id(world.chance)
    chain = Chain(world.sheets.history, KIND, public)
    chain.add("issue", by=officer.public_id, at=issued, after="active")
    if status != "active" and ended is None:
        ended = later(
            issued, world.chance.randint(1, max(1, (world.now - issued).days)), world.chance, latest=world.now
        )
    by = Account(talent.id, talent.public_id) if status in OWN else officer
    if ended:
        _end(world, chain, status, ended, by)
    card = Issued(world.sheets.cards.next_id(), case.tier, issued, expires_on, _until(world, expires_on, ended))
    moments: list[Any] = []
    for name in CARD:
        moments += [str(ended), by.id] if name == status else [None, None]
    world.sheets.cards.add(
        *(card.id, public.replace("-", ""), numbers.card_number(issued.year, world.seed, world.next_number("card"))),
        *(talent.id, case.id, card.tier.id, status, str(issued.date()), str(expires_on), *moments),
    )
    about = {"tier": card.tier.letter, "expires_on": expires_on.isoformat(), "url": "/me/card/"}
    tell(world, talent, "card_issued", f"card_issued:{public}", issued, **about)
    return card


def _end(world: World, chain: Chain, status: str, at: datetime, by: Account) -> None:
    reason = ""
    if status == "revoked":
        reason = numbers.public_id(world.chance)
        world.sheets.reasons.add(reason.replace("-", ""), KIND, chain.of, "revoke", REASON, by.id, str(at))
    fields = ("status", f"{status}_at", f"{status}_by")
    chain.add(STEPS[status], by=by.public_id, at=at, before="active", after=status, fields=fields, reason=reason)


def _until(world: World, expires_on: date, ended: datetime | None) -> datetime:
    last = datetime(expires_on.year, expires_on.month, expires_on.day) + timedelta(hours=12)
    return min(ended or world.now, world.now, last)


def while_good(world: World, card: Issued, *, lately: bool) -> datetime:
    """A moment while the card was good; of the last weeks, if the card allows it."""
    days = max(0, (card.until - card.issued).days - 12)
    first = max(0, days - LATELY) if lately else 0
    return later(card.issued, world.chance.randint(first, days), world.chance, latest=world.now)
