"""Who are the talents: account, profile, identity document, consents, and the history that says so?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import IdentityDocument
from accounts.people.consents import NOTICES
from accounts.people.enums import DocumentKind, Purpose

from . import names, numbers
from .history import Chain
from .moments import within
from .offices import City
from .world import World

TIERS = "A" * 1 + "B" * 4 + "C" * 15 + "D" * 50 + "E" * 130
DEGREES = {
    "A": ("doctorate",),
    "B": ("doctorate",),
    "C": ("doctorate", "doctorate", "master"),
    "D": ("master", "master", "doctorate", "bachelor"),
    "E": ("bachelor", "master", "bachelor", "junior_college", "bachelor"),
}
TITLES = {"A": ("full_senior",), "B": ("full_senior",), "C": ("deputy_senior", "full_senior")}
OTHER_TITLES = ("intermediate", "none", "junior", "deputy_senior", "none")
EMPLOYERS = ("示范装备公司", "示范农业研究院", "示范大学", "示范冰雪产业公司", "示范生物制药公司", "示范设计院")


@dataclass(slots=True)
class Talent:
    id: int
    public_id: str
    name: str
    city: City
    tier: str
    degree: str
    born: date
    joined: datetime
    chain: Chain


def email(seed: int, n: int) -> str:
    return f"person{n:07d}.s{seed}@example.cn"


def draw(world: World, n: int, joined_on: date) -> Talent:
    """The `n`-th person, written to the sheets; only what happened when depends on the day of the load."""
    chance, sheets = world.chance, world.sheets
    tier = chance.choice(TIERS)
    city = chance.choices(world.offices.cities, [city.weight for city in world.offices.cities])[0]
    public = numbers.public_id(chance)
    number, born = numbers.resident_id(world.seed, n)
    talent = Talent(
        id=sheets.users.next_id(),
        public_id=public,
        name=names.name(chance),
        city=city,
        tier=tier,
        degree=chance.choice(DEGREES[tier]),
        born=born,
        joined=within(joined_on, chance),
        chain=Chain(sheets.history, "accounts.user", public),
    )
    language = "en" if talent.name.isascii() else "zh-hans"
    sheets.users.add(talent.id, public.replace("-", ""), "!", email(world.seed, n), language, str(talent.joined))
    talent.chain.add("account_opened", by=public, at=talent.joined)
    consent(world, talent, Purpose.TERMS, talent.joined)
    _say_who(world, talent, numbers.passport(world.seed, n) if talent.name.isascii() else number)
    return talent


def consent(world: World, talent: Talent, purpose: str, at: datetime) -> None:
    world.sheets.consents.add(talent.id, str(purpose), NOTICES[purpose].version, str(at))
    talent.chain.add("consent_given", by=talent.public_id, at=at, fields=(str(purpose),))


def _say_who(world: World, talent: Talent, number: str) -> None:
    """Profile and document, minutes after the account was opened."""
    at = talent.joined + timedelta(minutes=7)
    kind, country = ("passport", "RU") if talent.name.isascii() else ("resident_id", "CN")
    titles = TITLES.get(talent.tier, OTHER_TITLES)
    world.sheets.profiles.add(
        *(talent.id, talent.name, names.found_by(talent.name), str(talent.born), country, talent.degree),
        *(world.chance.choice(titles), talent.city.name + world.chance.choice(EMPLOYERS), talent.city.id),
    )
    consent(world, talent, Purpose.IDENTITY, at)
    index = IdentityDocument.index_of(DocumentKind(kind), country, number)
    world.sheets.documents.add(talent.id, kind, country, _sealed(number), index, str(at))
    changed = ("name", "birth_date", "country", "degree", "title", "employer_name", "city")
    talent.chain.add("profile_changed", by=talent.public_id, at=at, fields=changed)
    talent.chain.add("identity_recorded", by=talent.public_id, at=at, fields=("kind", "number"))


def _sealed(number: str) -> Any:
    return _NUMBER.get_db_prep_save(number, None)


_NUMBER: Any = IdentityDocument._meta.get_field("number")
