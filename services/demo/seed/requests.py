"""What was asked for with a card: school places, home subsidies with their instalments?"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ...models import SchoolPlace
from ...requests.once import index_of
from ...requests.rules import CHOOSE_A_SCHOOL, HOME_SUBSIDY, SCHOOL_PLACE
from ...requests.workflow import REQUEST
from ...subsidies.rules import amount_for, halves
from . import names, numbers
from .cards import Issued, while_good
from .history import Chain
from .messages import tell
from .moments import later, within
from .offices import Account
from .people import Talent, consent
from .sheets import REQUEST as MOMENTS
from .world import World

KIND = "services.servicerequest"
SCHOOL_SHARE, HOME_SHARE = 0.03, 0.05
STATUSES = (
    *("granted", "submitted", "granted", "declined", "granted", "withdrawn", "granted", "returned", "granted"),
    *("granted", "submitted", "granted", "declined", *("granted",) * 7),
)  # in turn
STEPS = {"granted": "grant", "declined": "decline", "withdrawn": "withdraw", "returned": "return"}
STILL_OPEN = {"submitted", "returned"}
REASON = "示例：请补充材料后再提交。"
PRICES = ("620000.00", "860000.00", "1180000.00")


def ask(world: World, talent: Talent, card: Issued) -> None:
    """Some of the holders ask for something."""
    if world.chance.random() < SCHOOL_SHARE:
        school_place(world, talent, card)
    if world.chance.random() < HOME_SHARE and amount_for(talent.degree, Decimal(PRICES[0])):
        home_subsidy(world, talent, card)


class Asked:
    """One request on its way through the flow."""

    def __init__(self, world: World, talent: Talent, card: Issued, slug: str) -> None:
        self.world, self.talent, self.card, self.slug = world, talent, card, slug
        self.id, self.public_id = world.sheets.requests.next_id(), numbers.public_id(world.chance)
        self.chain = Chain(world.sheets.history, KIND, self.public_id)
        number = world.next_number("request")
        self.state = STATUSES[number % len(STATUSES)]
        self.asked = while_good(world, card, lately=self.state in STILL_OPEN)
        self.code = numbers.case_code("FW", self.asked.year, world.seed, number)
        self.due_on: date | None = None
        self.done: dict[str, tuple[datetime, Account]] = {}

    def go(self, answering: Any, who: Account) -> None:
        """Submitted by the talent and, unless it still waits, answered by `who`."""
        owner = Account(self.talent.id, self.talent.public_id)
        self.chain.add("create", by=owner.public_id, at=self.asked, after="draft")
        self._step("submit", "submitted", owner, self.asked)
        if self.state in STEPS:
            by = owner if self.state == "withdrawn" else who
            at = later(self.asked, self.world.chance.randint(1, 8), self.world.chance, latest=self.world.now)
            self._step(STEPS[self.state], self.state, by, at)
        self._write(answering)

    def _step(self, step: str, target: str, by: Account, at: datetime) -> None:
        row, before = REQUEST[step], "draft" if step == "submit" else "submitted"
        fields, reason = ("status", f"{target}_at", f"{target}_by", "due_on"), ""
        if row.needs_reason:
            reason = numbers.public_id(self.world.chance)
            self.world.sheets.reasons.add(reason.replace("-", ""), KIND, self.public_id, step, REASON, by.id, str(at))
        self.chain.add(step, by=by.public_id, at=at, before=before, after=target, fields=fields, reason=reason)
        days = self.world.services[self.slug].answer_days
        self.due_on = self.world.promises.due_on(at.date(), days) if step == "submit" and days else None
        self.done[target] = (at, by)

    def _write(self, answering: Any) -> None:
        moments: list[Any] = []
        for name in MOMENTS:
            at, who = self.done.get(name, (None, None))
            moments += [str(at), who.id] if who else [None, None]
        self.world.sheets.requests.add(
            *(self.id, self.public_id.replace("-", ""), self.code, self.talent.id, self.card.id),
            *(self.world.services[self.slug].pk, self.talent.city.id, answering.id if answering else None),
            *(self.state, str(self.due_on) if self.due_on else None, str(self.asked), *moments),
        )
        self._tell(answering)

    def _tell(self, answering: Any) -> None:
        words = {"service": self._service_words(), "partner": answering.words if answering else self.talent.city.words}
        template, at = f"request_{self.state}", max(at for at, _who in self.done.values())
        context = {"code": self.code, "url": f"/me/requests/{self.code}/", "city": self.talent.city.words, **words}
        context["due_on"] = self.due_on.isoformat() if self.due_on else ""
        key = f"{KIND}:{self.public_id}:{self.chain.seq}:{template}"
        tell(self.world, self.talent, template, key, at, **context)

    def _service_words(self) -> dict[str, str]:
        service = self.world.services[self.slug]
        return {"zh-hans": service.name_zh, "en": service.name_en}


def school_place(world: World, talent: Talent, card: Issued) -> None:
    """A and the next two tiers ask the school they want, the others the bureau."""
    request = Asked(world, talent, card, SCHOOL_PLACE)
    school = talent.city.desks["school"]
    answering = school if talent.tier in CHOOSE_A_SCHOOL else talent.city.desks["bureau"]
    born = date(request.asked.year - 6, world.chance.randint(1, 12), world.chance.randint(1, 28))
    child = names.child_of(talent.name, world.chance)
    consent(world, talent, "children", request.asked)
    request.go(answering, answering.staff)
    world.sheets.school_places.add(
        *(request.id, talent.id, _sealed("child_name", child), _sealed("child_birth_date", born)),
        *(index_of(child, born), "primary", school.id),
        *(school.id if request.state == "granted" else None, int(request.state not in {"declined", "withdrawn"})),
    )


def home_subsidy(world: World, talent: Talent, card: Issued) -> None:
    """Decided by the city; a granted one is paid in two halves, the second a year later."""
    request = Asked(world, talent, card, HOME_SUBSIDY)
    officer = world.chance.choice(talent.city.officers)
    request.go(None, officer)
    price = world.chance.choice(PRICES)
    amount = amount_for(talent.degree, Decimal(price))
    counted = int(request.state not in {"declined", "withdrawn"})
    world.sheets.subsidies.add(
        *(request.id, talent.id, talent.degree, f"{talent.city.name}示范路 {request.id % 900 + 1} 号"),
        *(f"示例-{request.code[-6:]}", str(request.asked.date()), price, str(amount), counted),
    )
    if request.state == "granted" and amount:
        for number, (part, day) in enumerate(halves(amount, request.done["granted"][0].date()), start=1):
            _instalment(world, request, number, part, day, officer)


def _instalment(world: World, request: Asked, number: int, part: Decimal, day: date, officer: Account) -> None:
    """What was due more than a month ago is confirmed; now and then the talent had left."""
    public = numbers.public_id(world.chance)
    chain = Chain(world.sheets.history, "services.instalment", public)
    chain.add("plan", by=officer.public_id, at=request.done["granted"][0], after="planned")
    status, moments = "planned", [None] * 4
    if (world.today - day).days > 30:
        status = "ended" if number == 2 and world.chance.random() < 0.04 else "confirmed"
        at, reason = within(day, world.chance), ""
        step = {"ended": "end", "confirmed": "confirm"}[status]
        if status == "ended":
            reason = numbers.public_id(world.chance)
            world.sheets.reasons.add(
                *(reason.replace("-", ""), "services.instalment", public, step, "示例：已离职。", officer.id, str(at))
            )
        fields = ("status", f"{status}_at", f"{status}_by")
        chain.add(step, by=officer.public_id, at=at, before="planned", after=status, fields=fields, reason=reason)
        stamp: list[Any] = [str(at), officer.id]
        moments = [*stamp, None, None] if status == "confirmed" else [None, None, *stamp]
    world.sheets.instalments.add(public.replace("-", ""), request.id, number, str(part), str(day), status, *moments)


def _sealed(name: str, value: Any) -> Any:
    column: Any = SchoolPlace._meta.get_field(name)
    return column.get_db_prep_save(value, None)
