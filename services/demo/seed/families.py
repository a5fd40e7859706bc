"""Who of a holder's family was asked a card for, and where does each stand?"""

from datetime import date, timedelta

from accounts.family.actions import ANSWER_DAYS
from accounts.family.enums import OPEN, MemberStatus, Relation
from accounts.models import FamilyMember, IdentityDocument
from accounts.people.enums import DocumentKind, Purpose

from . import names, numbers
from .cards import Issued, issue_to_family
from .people import Talent, consent
from .portraits import portraits
from .questions import Question, moment
from .world import World

SHARE = 0.08  # of those whose tier gives their family anything
PATHS: dict[str, tuple[str, ...]] = {
    "accepted": ("accept",),
    "asked": (),
    "returned": ("return",),
    "refused": ("refuse",),
    "withdrawn": ("withdraw",),
}
STATES = (*PATHS, *("accepted",) * 20)  # in turn
SPOUSE, CHILD, PARENT = Relation.SPOUSE, Relation.CHILD, Relation.PARENT
FAMILIES = ((SPOUSE, CHILD), (CHILD,), (SPOUSE, CHILD, CHILD), (SPOUSE,), (SPOUSE, CHILD, PARENT), (PARENT, PARENT))
YEAR = 365.25
OLD_ENOUGH, YOUNG_PARENT, OLDEST_CHILD = 24, 20, 16  # years


class Relative(Question):
    prefix, why, answer_days = "JS", "示例：户口簿照片缺少本人页，请补充。", ANSWER_DAYS


def families(world: World, talent: Talent, card: Issued) -> None:
    """Some of the holders ask for cards for their family; for children under 14 they agree as their guardian, once."""
    is_old_enough = _years(talent.born, card.issued.date()) >= OLD_ENOUGH
    if not (card.tier.relations and card.lasted and is_old_enough) or world.chance.random() >= SHARE:
        return
    family = [relation for relation in world.chance.choice(FAMILIES) if relation in card.tier.relations]
    asked = [_ask(world, talent, card, relation) for relation in family]
    guarded = [relative.at for relative, _state in asked if relative.row.is_guarded(relative.at.date())]
    if guarded:
        consent(world, talent, Purpose.FAMILY, min(guarded))
    for relative, state in asked:
        _answer(relative, state)


def _ask(world: World, talent: Talent, card: Issued, relation: Relation) -> tuple[Relative, str]:
    state = STATES[world.next_number("relative") % len(STATES)]
    if state in OPEN and card.until < world.now:
        state = "accepted"
    at = moment(world, card, is_open=state in OPEN)
    born = _born(world, talent, relation, at.date())
    number = numbers.relative_id(world.seed, world.next_number(f"born {born}"), born)
    member = FamilyMember(sponsor_id=talent.id, relation=relation, birth_date=born, kind=DocumentKind.RESIDENT_ID)
    member.name = names.child_of(talent.name, world.chance) if relation == CHILD else names.chinese(world.chance)
    member.number, member.number_index = number, IdentityDocument.index_of(DocumentKind.RESIDENT_ID, "CN", number)
    return Relative(world, talent, card, member, at), state


def _answer(relative: Relative, state: str) -> None:
    for step in PATHS[state]:
        relative.take(step)
    world, member = relative.world, relative.row
    member.pk = world.sheets.members.next_id()
    world.sheets.members.put(member)
    if member.status == MemberStatus.ACCEPTED:
        card = issue_to_family(world, relative.talent, relative.card, member, relative.at)
        portraits(world, relative.talent, card, member)


def _born(world: World, talent: Talent, relation: Relation, asked: date) -> date:
    chance = world.chance
    if relation == CHILD:
        oldest = min(OLDEST_CHILD, _years(talent.born, asked) - YOUNG_PARENT)
        return asked - timedelta(days=chance.randint(60, int(oldest * YEAR)))
    younger = chance.uniform(-4, 2) if relation == SPOUSE else -chance.uniform(YOUNG_PARENT, 36)
    return talent.born + timedelta(days=int(younger * YEAR))


def _years(born: date, day: date) -> float:
    return (day - born).days / YEAR
