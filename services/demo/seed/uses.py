"""What happened at the counters: who looked at a card, what was given, and what of an allowance is used?"""

from collections import Counter
from datetime import datetime, timedelta

from accounts.people.enums import Purpose

from . import numbers
from .cards import Issued
from .offices import Desk
from .people import Talent, consent
from .world import World

VISITS = (0, 0, 0, 0, 0, 1, 1, 1, 2, 4)
PLACES = ("hospital", "park", "hospital", "airport", "park")
OUTCOMES = ("served",) * 9 + ("postponed", "refused")
REASONS = {"refused": "示例：窗口系统暂时无法登记"}
NOT_RECORDED = 0.08
HOUR = 3600


def visits(world: World, talent: Talent, card: Issued) -> None:
    """Some show the card often, most never; a hospital only after the holder agreed that its visits are recorded."""
    count = world.chance.choice(VISITS)
    open_for = int((card.until - card.issued).total_seconds()) - 2 * HOUR
    if not count or open_for < HOUR:
        return
    used: Counter[tuple[int, str]] = Counter()
    has_agreed = False
    for second in sorted(world.chance.randrange(open_for) for _ in range(count)):
        at = card.issued + timedelta(seconds=HOUR + second)
        place = world.chance.choice(PLACES)
        if place == "hospital" and not has_agreed:
            consent(world, talent, Purpose.HEALTH, at - timedelta(minutes=30))
            has_agreed = True
        _visit(world, talent, card, talent.city.desks[place], at, used)
    for (service, period), number in used.items():
        limit = card.tier.granted[service].limit
        world.sheets.allowances.add(talent.id, service, period, limit, number)


def _visit(
    world: World, talent: Talent, card: Issued, desk: Desk, at: datetime, used: Counter[tuple[int, str]]
) -> None:
    """A check, and unless the desk forgot, what became of it."""
    granted = card.tier.granted.get(desk.service_id)
    period = (desk.service_id, str((at + timedelta(hours=8)).year))
    left = granted.limit - used[period] if granted and granted.limit else None
    reason = "not_entitled" if granted is None else "allowance_used_up" if left == 0 else "ok"
    check = world.sheets.checks.next_id()
    world.sheets.checks.add(
        *(check, numbers.public_id(world.chance).replace("-", ""), desk.id, desk.service_id, card.id, talent.id),
        *("eligible" if reason == "ok" else "not_eligible", reason, left, granted.companions if granted else None),
        *("desk", desk.staff.id, str(at), talent.city.id),
    )
    if reason != "ok" or world.chance.random() < NOT_RECORDED:
        return
    outcome = world.chance.choice(OUTCOMES)
    counted = int(outcome == "served" and left is not None)
    used[period] += counted
    world.sheets.uses.add(
        *(check, numbers.public_id(world.chance).replace("-", ""), outcome, REASONS.get(outcome, ""), 0, counted),
        *(desk.staff.id, str(at + timedelta(minutes=5))),
    )
    if not used[period]:
        del used[period]
