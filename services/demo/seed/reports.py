"""How does a seeded report of being turned away come to stand where it stands? By the steps of its flow."""

from datetime import date, datetime
from typing import Any

from ...quality.turns import EXPLAIN_DAYS
from ...quality.workflow import TURNED_AWAY
from . import numbers
from .cards import Issued, while_good
from .history import Chain
from .moments import later
from .offices import Account
from .people import Talent
from .sheets import REPORT
from .world import World

KIND = "services.turnedaway"
SHARE = 0.01
PATHS: dict[str, tuple[str, ...]] = {
    "settled": ("explain", "answer", "settle"),
    "open": (),
    "explained": ("explain",),
    "answered": ("explain", "answer"),
    "withdrawn": ("withdraw",),
}
STATES = (*PATHS, *("settled",) * 20)  # in turn
WORDS = {
    "explain": "示例：窗口人员未读通知，已补学。",
    "answer": "示例：已向该窗口说明。",
    "settle": "示例：本人表示已解决。",
}


def complain(world: World, talent: Talent, card: Issued) -> None:
    """Some of the holders were turned away at a counter."""
    if world.chance.random() < SHARE:
        number = world.next_number("report")
        report = Report(world, talent, card, number, STATES[number % len(STATES)])
        for step in PATHS[report.state]:
            report.take(step)
        report.write()


class Report:
    """One report on its way through the flow, which ends as `state`."""

    def __init__(self, world: World, talent: Talent, card: Issued, number: int, state: str) -> None:
        self.world, self.talent, self.card, self.state = world, talent, card, state
        self.public_id, self.desk = numbers.public_id(world.chance), talent.city.desks["hospital"]
        self.at = self.begun = while_good(world, card, lately=len(PATHS[state]) < len(REPORT))
        self.code = numbers.case_code("TS", self.begun.year, world.seed, number)
        self.chain = Chain(world.sheets.history, KIND, self.public_id)
        self.chain.add("create", by=talent.public_id, at=self.begun, after="open")
        self.stands = "open"
        self.due_on: date | None = world.promises.due_on(self.begun.date(), EXPLAIN_DAYS)
        self.done: dict[str, tuple[datetime, Account]] = {}
        self.officer = world.chance.choice(talent.city.officers)

    def take(self, step: str) -> None:
        row, target = TURNED_AWAY[step], str(TURNED_AWAY[step].target)
        by = {"explain": self.desk.staff, "withdraw": None}.get(step, self.officer)
        self.at = later(self.at, self.world.chance.randint(0, 1), self.world.chance, latest=self.world.now)
        fields, reason = ["status", "due_on"], ""
        if by:
            fields += [f"{target}_at", f"{target}_by"]
            reason, self.done[target] = self._said(step, by), (self.at, by)
        who = by.public_id if by else ""
        self.chain.add(step, by=who, at=self.at, before=self.stands, after=target, fields=fields, reason=reason)
        days = row.deadline_days
        self.due_on = self.world.promises.due_on(self.at.date(), days) if isinstance(days, int) else None
        self.stands = target

    def _said(self, step: str, by: Account) -> str:
        reason, at = numbers.public_id(self.world.chance), str(self.at)
        self.world.sheets.reasons.add(reason.replace("-", ""), KIND, self.public_id, step, WORDS[step], by.id, at)
        return reason

    def write(self) -> None:
        lapsed = self._lapsed()
        moments: list[Any] = []
        for name in REPORT:
            at, who = self.done.get(name, (None, None))
            moments += [str(at), who.id] if who else [None, None]
        called: tuple[Any, ...] = (str(self.at), 1, "yes") if self.stands == "settled" else (None, None, "")
        self.world.sheets.reports.add(
            *(self.public_id.replace("-", ""), self.code, self.talent.id, self.card.id),
            *(self.desk.id, self.desk.service_id, "示例：窗口说没有听说过绿色通道。", self.stands),
            *(str(self.due_on) if self.due_on else None, str(self.begun), lapsed, *moments, *called),
        )

    def _lapsed(self) -> str | None:
        """When the bureau was told that nobody had explained in time, if that is so."""
        if self.stands != "open" or self.due_on is None or self.due_on >= self.world.today:
            return None
        days = (self.due_on - self.begun.date()).days + 1
        told = later(self.begun, days, self.world.chance, latest=self.world.now)
        self.chain.add("lapse", by="", at=told, before="open", after="open", fields=("lapsed_at",))
        return str(told)
