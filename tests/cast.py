"""Who acts in the tests of the chain? People with their standing, in a catalogue that ships; a plugin of conftest."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.evidence import storage
from accounts.evidence.incoming import Kept
from accounts.family.actions import ask
from accounts.portrait import actions as portraits
from policies.models import Authority
from services.models import PartnerService, Service
from tests.factories import (
    CardFactory,
    IdentityDocumentFactory,
    MembershipFactory,
    PartnerFactory,
    ProfileFactory,
    UserFactory,
)

JPEG = b"\xff\xd8\xff\xe0 a paper of the family"
FACE = b"\xff\xd8\xff\xe0 a face"


def person(email, name="李明远", **profile):
    """An account with a filled-in profile."""
    user = UserFactory(email=email)
    ProfileFactory(user=user, name=name, **profile)
    IdentityDocumentFactory(user=user)
    return user


def official(email, role, city="harbin"):
    user = UserFactory(email=email, official=True)
    MembershipFactory(user=user, role=role, authority=Authority.objects.get(slug=city))
    return user


def staff_of(partner, email):
    user = UserFactory(email=email)
    MembershipFactory(user=user, role="desk_staff", partner=partner)
    return user


def programmer_of(partner, email):
    user = UserFactory(email=email)
    MembershipFactory(user=user, role="programmer", partner=partner)
    return user


def honours(partner, *slugs):
    for slug in slugs:
        PartnerService.objects.create(partner=partner, service=Service.objects.get(slug=slug))
    return partner


def ask_for_family(card, relation="child", paper=None, **more):
    """A holder asks for a card for a child of nine years, or whoever `more` tells of."""
    told = {"relation": relation, "name": "李小雪", "kind": "passport", "country": "RU", "number": f"72{card.pk:07d}"}
    born = timezone.localdate() - dt.timedelta(days=9 * 366)
    told |= {"birth_date": born} | more
    return ask(card, told=told, proof=[[paper or kept_paper()]], has_agreed=True, by=card.talent)


def send_photo(card, content=FACE):
    """A holder sends a photo of whom the card names."""
    return portraits.ask(kept_photo(content), member=card.member, by=card.talent)


def kept_photo(content=FACE):
    return kept_paper(content, storage.PORTRAITS)


def kept_paper(content=JPEG, folder=storage.ORIGINALS):
    """A photo that has come in already, without a run of the press."""
    facts = {"mime": "image/jpeg", "sha256": "0" * 64, "size_bytes": len(content), "pages_total": 1}
    original = default_storage.save(storage.random_name(folder), ContentFile(content))
    return Kept(original=original, name="户口簿.jpg", **facts)


@pytest.fixture
def profiled(catalogue):
    """A talent who may apply."""
    return person("profiled@example.cn")


@pytest.fixture
def card(catalogue):
    """A valid tier B card; its holder is `card.talent`."""
    return CardFactory(talent=person("holder@example.cn"))


@pytest.fixture
def city_officer(catalogue):
    return official("city.officer@example.cn", "city_officer")


@pytest.fixture
def colleague(catalogue):
    return official("colleague@example.cn", "city_officer")


@pytest.fixture
def other_city_officer(catalogue):
    return official("other.city@example.cn", "city_officer", city="daqing")


@pytest.fixture
def province_officer(catalogue):
    return official("province@example.cn", "province_officer", city="heilongjiang")


@pytest.fixture
def policy_admin(catalogue):
    return official("policy@example.cn", "policy_admin", city="heilongjiang")


@pytest.fixture
def fund_officer(catalogue):
    return official("fund@example.cn", "fund_officer", city="heilongjiang")


@pytest.fixture
def auditor(catalogue):
    return official("auditor@example.cn", "auditor", city="heilongjiang")


@pytest.fixture
def hospital(catalogue):
    return honours(PartnerFactory(slug="hospital", kind="hospital"), "medical-green-channel")


@pytest.fixture
def school(catalogue):
    partner = PartnerFactory(
        slug="school", kind="school", name_zh="南岗示范小学", name_en="Nangang Demonstration School"
    )
    return honours(partner, "school-place")


@pytest.fixture
def airport(catalogue):
    partner = PartnerFactory(slug="airport", kind="airport", name_zh="示范机场", name_en="Demonstration Airport")
    return honours(partner, "airport-lane")


@pytest.fixture
def bureau(catalogue):
    partner = PartnerFactory(
        slug="bureau", kind="bureau", name_zh="示范教育局", name_en="Demonstration Education Bureau"
    )
    return honours(partner, "school-place")


@pytest.fixture
def desk_staff(hospital):
    return staff_of(hospital, "nurse@example.cn")


@pytest.fixture
def school_staff(school):
    return staff_of(school, "school@example.cn")
