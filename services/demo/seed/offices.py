"""Who decides and who serves? In each city officers, a hospital, a bureau, a school and a park; nobody can sign in."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model

from accounts.models import Membership, Partner, Profile
from accounts.organisations.enums import PartnerKind, Role
from policies.models import Authority
from portal.audit.chain import append
from portal.notifications.texts import in_both_languages

from ...models import PartnerService, Service

WEIGHTS = {"harbin": 42, "daqing": 13, "qiqihar": 10, "mudanjiang": 7, "jiamusi": 6, "suihua": 5}
LIGHT = 2  # every other city
OFFICERS = 3
KINDS = (
    ("hospital", PartnerKind.HOSPITAL, "示范医院", "Demonstration Hospital", "medical-green-channel"),
    ("airport", PartnerKind.AIRPORT, "示范机场", "Demonstration Airport", "airport-lane"),
    ("park", PartnerKind.VENUE, "示范森林公园", "Demonstration Forest Park", "scenic-sites"),
    ("school", PartnerKind.SCHOOL, "示范小学", "Demonstration School", "school-place"),
    ("bureau", PartnerKind.BUREAU, "示范教育局", "Demonstration Education Bureau", "school-place"),
)


@dataclass(frozen=True)
class Account:
    id: int
    public_id: str


@dataclass(frozen=True)
class Desk:
    """A partner and the member of staff who checks and records there."""

    id: int
    service_id: int
    words: dict[str, str]
    service_words: dict[str, str]
    staff: Account


@dataclass(frozen=True)
class City:
    id: int
    name: str
    words: dict[str, str]
    weight: int
    officers: tuple[Account, ...]
    desks: dict[str, Desk]


@dataclass(frozen=True)
class Offices:
    cities: tuple[City, ...]
    province: tuple[Account, ...]


def open_offices(seed: int) -> Offices:
    cities, province = [], Authority.objects.get(level="province")
    for city in Authority.objects.filter(level="city").order_by("order"):
        cities.append(
            City(
                id=city.pk,
                name=city.name_zh,
                words=in_both_languages(city),
                weight=WEIGHTS.get(city.slug, LIGHT),
                officers=_officers(seed, city, Role.CITY_OFFICER),
                desks={row[0]: _desk(seed, city, *row) for row in KINDS},
            )
        )
    return Offices(tuple(cities), _officers(seed, province, Role.PROVINCE_OFFICER))


def _officers(seed: int, place: Authority, role: str) -> tuple[Account, ...]:
    found = []
    for number in range(1, OFFICERS + 1):
        user = _account(f"office{number}.{place.slug}.s{seed}@example.cn", f"{place.name_zh}经办人{number}", True)
        Membership.objects.create(user=user, role=role, authority=place)
        found.append(Account(user.pk, str(user.public_id)))
    return tuple(found)


def _desk(seed: int, city: Authority, what: str, kind: str, zh: str, en: str, slug: str) -> Desk:
    partner = Partner.objects.create(
        slug=f"seed{seed}-{what}-{city.slug}",
        kind=kind,
        name_zh=f"{city.name_zh}{zh}",
        name_en=f"{city.name_en} {en}",
        city=city,
    )
    service = Service.objects.get(slug=slug)
    PartnerService.objects.create(partner=partner, service=service)
    user = _account(f"{what}.{city.slug}.s{seed}@example.cn", f"{partner.name_zh}窗口", False)
    Membership.objects.create(user=user, role=Role.DESK_STAFF, partner=partner)
    words = in_both_languages(partner), in_both_languages(service)
    return Desk(partner.pk, service.pk, *words, Account(user.pk, str(user.public_id)))


def _account(email: str, name: str, is_official: bool) -> Any:
    """The password is none: whoever wants to stand here gets an account of their own."""
    user = get_user_model().objects.create_user(email, is_staff=is_official)
    Profile.objects.create(user=user, name=name)
    append(user, "account_opened", by=user)
    return user
