"""Whose families stand in the demonstration, and where each card has got to: in every state there is somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.evidence.incoming import taken
from accounts.family.actions import ask
from accounts.family.enums import Relation
from accounts.models import Card, FamilyMember
from portal.workflow.engine import perform

from .papers import paper
from .people import resident_id

REASON = "示例：户口簿照片缺少本人页，请补充。"
CERTIFICATES = {
    Relation.SPOUSE: "Marriage certificate",
    Relation.CHILD: "Birth certificate",
    Relation.PARENT: "Household register",
}


@dataclass(frozen=True)
class Relative:
    """`name` without the family name is a child's, which has the holder's. `steps` are the question's, `after` the
    card's."""

    relation: Relation
    name: str
    age: int
    steps: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


ACCEPTED = ("accept",)
OF_THE_FIRST = (
    Relative(Relation.CHILD, "小雪", 7, ACCEPTED),
    Relative(Relation.SPOUSE, "王芳", 38, ACCEPTED),
    Relative(Relation.CHILD, "小冬", 10),
)
OF_THE_CROWD = (
    (Relative(Relation.CHILD, "子涵", 13, ACCEPTED, ("suspend",)), Relative(Relation.SPOUSE, "孙静", 41, ("return",))),
    (Relative(Relation.CHILD, "浩宇", 17, ACCEPTED), Relative(Relation.SPOUSE, "陈雅琴", 45, ("refuse",))),
    (
        Relative(Relation.SPOUSE, "刘文博", 36, ACCEPTED, ("cancel",)),
        Relative(Relation.CHILD, "一诺", 3, ("withdraw",)),
    ),
)
OF_TIER_A = (Relative(Relation.PARENT, "赵淑珍", 71, ACCEPTED), Relative(Relation.PARENT, "周德福", 73))


def families(first: Card, cards: Sequence[Card], officer: Any) -> None:
    """The family of the talent who signs in, and of some others whose tier gives their family anything."""
    _family(first, OF_THE_FIRST, officer)
    chinese = [card for card in cards if not card.talent.own_profile.name.isascii()]
    highest = [card for card in chinese if card.tier.letter == "A"][:1]
    others = [card for card in chinese if card.tier.letter in "ABC" and card not in highest]
    for card in highest:
        _family(card, OF_TIER_A, officer)
    for card, relatives in zip(others, OF_THE_CROWD, strict=False):
        _family(card, relatives, officer)


def _family(card: Card, relatives: Sequence[Relative], officer: Any) -> None:
    for relative in relatives:
        member = _asked(card, relative)
        for step in relative.steps:
            by = member.sponsor if step == "withdraw" else officer
            member = perform(member, step, by=by, reason=REASON if step in {"return", "refuse"} else "")
        for step in relative.after:
            perform(member.cards.get(), step, by=member.sponsor)


def _asked(card: Card, relative: Relative) -> FamilyMember:
    born = _born(relative.age)
    family_name = card.talent.own_profile.name[:1] if relative.relation == Relation.CHILD else ""
    told = {"relation": relative.relation, "name": family_name + relative.name, "birth_date": born}
    with taken([paper(CERTIFICATES[relative.relation])]) as intake:
        proof = intake.documents()
        member = ask(card, told=told | resident_id(born), proof=proof, has_agreed=True, by=card.talent)
        intake.has_rows = True
    return member


def _born(age: int) -> date:
    """Half a year before the last birthday, on a day that every year has."""
    return (timezone.localdate() - timedelta(days=age * 365 + age // 4 + 182)).replace(day=1 + age % 27)
