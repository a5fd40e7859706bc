"""How does a seeded application come to stand where it stands? It takes the steps of the flow, one after another."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from accounts.accreditation.workflow import APPLICATION

from . import numbers
from .history import Chain
from .messages import tell
from .moments import later
from .offices import Account
from .people import Talent
from .sheets import CASE
from .world import TierFacts, World

KIND = "accounts.application"
PATHS: dict[str, tuple[str, ...]] = {
    "draft": (),
    "submitted": ("submit",),
    "accepted": ("submit", "accept"),
    "forwarded": ("submit", "accept", "forward"),
    "returned": ("submit", "accept", "return"),
    "withdrawn": ("submit", "withdraw"),
    "refused": ("submit", "accept", "forward", "refuse"),
    "approved": ("submit", "accept", "forward", "approve"),
}
DAYS = {"submit": 1, "accept": 2, "forward": 4, "return": 3, "withdraw": 2, "refuse": 6, "approve": 5}  # at most
OWN = {"submit", "withdraw"}
REASON = "示例：请补充近六个月的社会保险记录，并写明任职起止年月。"


@dataclass
class Case:
    id: int
    public_id: str
    code: str
    tier: TierFacts
    chain: Chain
    state: str
    at: datetime
    officer: Account | None = None
    due_on: Any = None
    done: dict[str, tuple[datetime, Account]] = field(default_factory=dict)


def apply(world: World, talent: Talent, tier: str, status: str, begun: datetime) -> Case:
    """An application for `tier` that has come as far as `status`; it never goes to the province for D and E."""
    case = _begin(world, talent, world.tiers[tier], begun)
    for step in PATHS[status]:
        if step != "forward" or not case.tier.by_city:
            _take(world, talent, case, step)
    _write(world, talent, case, begun)
    return case


def _begin(world: World, talent: Talent, tier: TierFacts, begun: datetime) -> Case:
    public = numbers.public_id(world.chance)
    chain = Chain(world.sheets.history, KIND, public)
    number = world.next_number("application")
    code = numbers.case_code("RD", begun.year, world.seed, number)
    chain.add("create", by=talent.public_id, at=begun, after="draft")
    chain.add("criteria_chosen", by=talent.public_id, at=begun, fields=("criteria",))
    return Case(world.sheets.applications.next_id(), public, code, tier, chain, "draft", begun)


def _take(world: World, talent: Talent, case: Case, step: str) -> None:
    row = APPLICATION[step]
    who = _actor(world, talent, case, step)
    case.at = later(case.at, world.chance.randint(0, DAYS[step]), world.chance, latest=world.now)
    target = str(row.target)
    fields = ["status", f"{target}_at", f"{target}_by", "due_on"]
    fields += {"submit": ["round"], "accept": ["officer"], "forward": ["officer"]}.get(step, [])
    reason = _reason(world, case, step, who) if row.needs_reason else ""
    case.chain.add(step, by=who.public_id, at=case.at, before=case.state, after=target, fields=fields, reason=reason)
    days = row.deadline_days
    case.due_on = world.promises.due_on(case.at.date(), days) if isinstance(days, int) else None
    case.officer = {"accept": who, "forward": None}.get(step, case.officer)
    case.state, case.done[target] = target, (case.at, who)
    _tell(world, talent, case, f"application_{target}")


def _actor(world: World, talent: Talent, case: Case, step: str) -> Account:
    if step in OWN:
        return Account(talent.id, talent.public_id)
    if case.state == "forwarded":
        return world.chance.choice(world.offices.province)
    return case.officer or world.chance.choice(talent.city.officers)


def _reason(world: World, case: Case, step: str, who: Account) -> str:
    reason = numbers.public_id(world.chance)
    world.sheets.reasons.add(reason.replace("-", ""), KIND, case.public_id, step, REASON, who.id, str(case.at))
    return reason


def _tell(world: World, talent: Talent, case: Case, template: str) -> None:
    """The last word of the office is enough for a seed: the talent has read the others long ago."""
    if case.state in {"submitted", "accepted", "forwarded"} and case.at < world.now - timedelta(days=30):
        return
    tell(
        *(world, talent, template, f"{KIND}:{case.public_id}:{case.chain.seq}:{template}", case.at),
        code=case.code,
        tier=case.tier.letter,
        city=talent.city.words,
        due_on=case.due_on.isoformat() if case.due_on else "",
        url=f"/me/applications/{case.code}/",
    )


def _write(world: World, talent: Talent, case: Case, begun: datetime) -> None:
    steps: list[Any] = []
    for name in CASE:
        at, who = case.done.get(name, (None, None))
        steps += [str(at), who.id] if who else [None, None]
    world.sheets.applications.add(
        *(case.id, case.public_id.replace("-", ""), case.code, talent.id, case.tier.id, talent.city.id, case.state),
        *(case.officer.id if case.officer else None, int("submitted" in case.done)),
        *(str(case.due_on) if case.due_on else None, str(begun), *steps),
    )
    world.sheets.criteria.add(case.id, world.chance.choice(case.tier.criteria))
