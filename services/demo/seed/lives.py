"""How do the lives of the seeded people go, in which shares, and when does each begin?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .cards import issue
from .cases import apply
from .families import families
from .moments import later
from .people import draw
from .portraits import portraits
from .reports import complain
from .requests import ask
from .uses import visits
from .world import World

LATELY = 60  # days: whose case is still open joined since then
OPEN_SHARE, OPEN_LEAST = 0.03, 20
SINCE = {"submitted": 3, "accepted": 9, "forwarded": 18}  # days at most since such a case was begun
HIGHER = {"E": "D", "D": "C", "C": "B", "B": "A", "A": "A"}


@dataclass(frozen=True)
class Life:
    """How the (last) application stands, and how its card does."""

    case: str
    card: str = ""


DECIDED = (
    *(Life("approved", "active"),) * 83,
    *(Life("refused"),) * 5,
    *(Life("withdrawn"),) * 4,
    *(Life("approved", "replaced"),) * 3,
    *(Life("approved", "suspended"),) * 2,
    *(Life("approved", "revoked"),) * 2,
    Life("approved", "cancelled"),
)
OPEN = tuple(Life(case) for case in ("returned", "draft", "forwarded", "accepted", "submitted"))
SPREAD = 37  # coprime to the hundred of DECIDED: each life comes round, neighbours differ


def plan(total: int, first: date, today: date) -> Iterator[tuple[int, Life, date]]:
    """Number, life and day of joining of each, oldest first."""
    still_open = min(max(int(total * OPEN_SHARE), OPEN_LEAST), total // 2)
    decided = total - still_open
    span = (today - first).days - LATELY
    for n in range(decided):
        yield n, DECIDED[n * SPREAD % len(DECIDED)], first + timedelta(days=n * span // decided)
    for n in range(still_open):
        days = LATELY - 1 - n * (LATELY - 2) // still_open
        yield decided + n, OPEN[n % len(OPEN)], today - timedelta(days=days)


def live(world: World, n: int, life: Life, joined_on: date) -> None:
    """Everything one person did, into the sheets."""
    talent = draw(world, n, joined_on)
    tier = talent.tier
    if life.case == "forwarded" and tier in "DE":
        tier = "C"  # the province decides A to C alone
    case = apply(world, talent, tier, life.case, _begun(world, life, talent.joined))
    if not life.card:
        return
    if life.card == "replaced":
        first, age = case, (world.now - case.at).days
        again = later(case.at, age // 2, world.chance, latest=world.now)
        case = apply(world, talent, HIGHER[tier], "approved", again)
        issue(world, talent, first, "replaced", ended=case.at)
        card = issue(world, talent, case, "active")
    else:
        card = issue(world, talent, case, life.card)
    visits(world, talent, card)
    ask(world, talent, card)
    complain(world, talent, card)
    families(world, talent, card)
    portraits(world, talent, card)


def _begun(world: World, life: Life, joined: datetime) -> datetime:
    """An open case lies where it does since lately, whenever the person joined; others began with the account."""
    since = SINCE.get(life.case)
    if since is None:
        return later(joined, 0, world.chance, latest=world.now)
    return max(joined, world.now - timedelta(days=world.chance.randint(1, since)))
