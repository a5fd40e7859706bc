"""Which cards came of a decision, and what became of them?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from accounts.card.actions import last_day
from accounts.card.enums import Cause
from accounts.card.workflow import CARD as FLOW
from accounts.family.actions import until as last_day_of
from accounts.models import FamilyMember

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
LOST_SHARE = 0.03
REASON = "示例：经复核，申报材料与事实不符。"


@dataclass(frozen=True)
class End:
    """By which step, when and by whom a card came to be suspended or ended."""

    step: str
    at: datetime
    by: Account
    cause: str = ""

    @property
    def status(self) -> str:
        return str(FLOW[self.step].target)


@dataclass
class Issued:
    """`until` is the moment after which it was of no use."""

    id: int
    case: Case
    issued: datetime
    expires_on: date
    until: datetime
    end: End | None

    @property
    def tier(self) -> TierFacts:
        return self.case.tier

    @property
    def lasted(self) -> bool:
        """Long enough for something to be asked for and answered."""
        return (self.until - self.issued).days > 1


def issue(world: World, talent: Talent, case: Case, status: str, ended: datetime | None = None) -> Issued:
    """The card of an approved case; one that is not active any more ended at `ended`, else at some time till now."""
    issued, officer = case.done["approved"]
    end = None
    if status != "active":
        if ended is None:
            days = max(1, (world.now - issued).days)
            ended = later(issued, world.chance.randint(1, days), world.chance, latest=world.now)
        by = Account(talent.id, talent.public_id) if status in OWN else officer
        end = End(STEPS[status], ended, by)
    public = numbers.public_id(world.chance)
    card = _issued(world, case, issued, last_day(issued.date()), end)
    _write(world, talent, card, public)
    about = {"tier": card.tier.letter, "expires_on": card.expires_on.isoformat(), "url": "/me/card/"}
    tell(world, talent, "card_issued", f"card_issued:{public}", issued, **about)
    return card


def issue_to_family(world: World, talent: Talent, own: Issued, member: FamilyMember, issued: datetime) -> Issued:
    """The card of an accepted member: it ends with the holder's own; a few are lost."""
    end, expires_on = None, last_day_of(member, own.expires_on)
    if own.end and own.end.status != "suspended":
        end = End("end_with_holder", own.end.at, own.end.by, Cause.HOLDER)
    elif world.chance.random() < LOST_SHARE:
        lost = later(issued, world.chance.randint(1, 300), world.chance, latest=_until(world, expires_on, None))
        end = End("suspend", lost, Account(talent.id, talent.public_id))
    card = _issued(world, own.case, issued, expires_on, end)
    _write(world, talent, card, numbers.public_id(world.chance), member.pk)
    return card


def _issued(world: World, case: Case, issued: datetime, expires_on: date, end: End | None) -> Issued:
    until = _until(world, expires_on, end.at if end else None)
    return Issued(world.sheets.cards.next_id(), case, issued, expires_on, until, end)


def _write(world: World, talent: Talent, card: Issued, public: str, member: int | None = None) -> None:
    chain, end = Chain(world.sheets.history, KIND, public), card.end
    chain.add("issue", by=card.case.done["approved"][1].public_id, at=card.issued, after="active")
    if end:
        _end(world, chain, end)
    year, status = card.issued.year, end.status if end else "active"
    moments: list[Any] = []
    for name in CARD:
        moments += [str(end.at), end.by.id] if end and name == status else [None, None]
    world.sheets.cards.add(
        *(card.id, public.replace("-", ""), numbers.card_number(year, world.seed, world.next_number("card"))),
        *(talent.id, card.case.id, member, card.tier.id, status, str(card.issued.date()), str(card.expires_on)),
        *(end.cause if end else "", *moments),
    )


def _end(world: World, chain: Chain, end: End) -> None:
    reason, fields = "", ["status", f"{end.status}_at", f"{end.status}_by", *(["cancelled_for"] if end.cause else [])]
    if end.status == "revoked":
        reason = numbers.public_id(world.chance)
        world.sheets.reasons.add(reason.replace("-", ""), KIND, chain.of, "revoke", REASON, end.by.id, str(end.at))
    who, now = end.by.public_id, end.status
    chain.add(end.step, by=who, at=end.at, before="active", after=now, fields=fields, reason=reason)


def _until(world: World, expires_on: date, ended: datetime | None) -> datetime:
    last = datetime(expires_on.year, expires_on.month, expires_on.day) + timedelta(hours=12)
    return min(ended or world.now, world.now, last)


def while_good(world: World, card: Issued, *, lately: bool) -> datetime:
    """A moment while the card was good; of the last weeks, if the card allows it."""
    days = max(0, (card.until - card.issued).days - 12)
    first = max(0, days - LATELY) if lately else 0
    return later(card.issued, world.chance.randint(first, days), world.chance, latest=world.now)
