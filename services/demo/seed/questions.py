"""How does what a holder asks the office for, a family card or a photo on a card, come to stand where it stands?"""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from portal.workflow.table import Transition, workflow_of

from . import numbers
from .cards import Issued, while_good
from .history import Chain
from .messages import tell
from .moments import later
from .offices import Account
from .people import Talent
from .world import World

OWN, OF_NOBODY = {"withdraw", "remove"}, {"replace"}
LATELY = 10  # days since which what still waits was asked for


class Question:
    """`row`, not yet saved, on its way through its flow; who decided about the holder decides about it too."""

    prefix, why, answer_days = "", "", 5

    def __init__(self, world: World, talent: Talent, card: Issued, row: Any, asked: datetime) -> None:
        self.world, self.talent, self.card, self.row, self.at = world, talent, card, row, asked
        self.kind = row._meta.label_lower
        row.public_id = uuid.UUID(numbers.public_id(world.chance))
        row.code = numbers.case_code(self.prefix, asked.year, world.seed, world.next_number(self.kind))
        row.application_id, row.created_at = card.case.id, asked.replace(tzinfo=UTC)
        row.due_on = world.promises.due_on(asked.date(), self.answer_days)
        self.chain = Chain(world.sheets.history, self.kind, str(row.public_id))
        self.chain.add("ask", by=talent.public_id, at=asked, after=row.status)

    def take(self, name: str) -> None:
        """Within a few days, and while the card is good."""
        step, by, before = workflow_of(self.row)[name], self._actor(name), _values(self.row)
        self.at = later(self.at, self.world.chance.randint(0, 4), self.world.chance, latest=self.card.until)
        self.change(step, by)
        fields = [field for field, value in _values(self.row).items() if value != before[field]]
        reason = self._said(name, by) if step.needs_reason and by else ""
        who, was, now = by.public_id if by else "", before["status"], self.row.status
        self.chain.add(name, by=who, at=self.at, before=was, after=now, fields=fields, reason=reason)
        for notice in step.notify:
            key = f"{self.kind}:{self.row.public_id}:{self.chain.seq}:{notice.template}"
            tell(self.world, self.talent, notice.template, key, self.at, **notice.context(self.row))

    def change(self, step: Transition, by: Account | None) -> None:
        """What `perform()` would write; none of these steps leaves a deadline."""
        self.row.status, self.row.due_on = str(step.target), None
        setattr(self.row, f"{step.target}_at", self.at.replace(tzinfo=UTC))
        if by:
            setattr(self.row, f"{step.target}_by_id", by.id)

    def _actor(self, name: str) -> Account | None:
        if name in OF_NOBODY:
            return None
        return Account(self.talent.id, self.talent.public_id) if name in OWN else self.card.case.done["approved"][1]

    def _said(self, name: str, by: Account) -> str:
        reason = numbers.public_id(self.world.chance)
        about = (self.kind, str(self.row.public_id), name, self.why, by.id, str(self.at))
        self.world.sheets.reasons.add(reason.replace("-", ""), *about)
        return reason


def _values(row: Any) -> dict[str, Any]:
    return {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}


def moment(world: World, card: Issued, *, is_open: bool) -> datetime:
    """When it was asked for: while the card was good, and lately if it still waits."""
    if not is_open:
        return while_good(world, card, lately=False)
    since, chance = world.now - timedelta(days=LATELY), world.chance
    first = later(card.issued, 0, chance, latest=world.now)
    return max(first, later(since, chance.randint(1, LATELY - 1), chance, latest=world.now))
