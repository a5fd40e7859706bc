"""How the demonstration's people come to be: accounts that can sign in, profiles, standings."""

from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from stdnum.cn import ric

from accounts.models import Employer, Membership, Profile
from accounts.people.actions import change_profile, give_consent
from accounts.people.enums import DocumentKind, Purpose
from accounts.people.identity import record_identity
from policies.models import Authority

from . import roster

EMPLOYERS = ("省示范装备公司", "示范农业研究院", "示范大学", "示范冰雪产业公司")
DEGREES = ("doctorate", "master", "doctorate", "bachelor")
TITLES = ("full_senior", "deputy_senior", "none", "intermediate")


def account(email: str, password: str, **fields: Any) -> Any:
    """An account whose e-mail counts as verified; `password` is already hashed, once for all of them."""
    user = get_user_model().objects.create_user(email, **fields)
    user.password = password
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    give_consent(user, Purpose.TERMS, by=user)
    return user


def talent(email: str, name: str, password: str, *, number: int, city: str) -> Any:
    """A talent with a whole profile."""
    user = account(email, password, language="en" if name.isascii() else "zh-hans")
    chosen = number % len(DEGREES)
    details = {
        "name": name,
        "degree": DEGREES[chosen],
        "title": TITLES[chosen],
        "employer_name": EMPLOYERS[number % len(EMPLOYERS)],
        "city": Authority.objects.get(slug=city),
    }
    change_profile(user, details, by=user)
    born = date(1968 + number % 28, 1 + number % 12, 1 + number % 27)
    document = passport(number) if name.isascii() else resident_id(born)
    record_identity(user, **document, birth_date=born, valid_until=None, by=user)
    return user


def resident_id(born: date) -> dict[str, str]:
    """A number of a real county and date with the order code 000, which is never issued."""
    stem = f"230103{born:%Y%m%d}000"
    return {"kind": DocumentKind.RESIDENT_ID, "country": "CN", "number": stem + ric.calc_check_digit(stem + "0")}


def passport(number: int) -> dict[str, str]:
    return {"kind": DocumentKind.PASSPORT, "country": "RU", "number": f"00{number:07d}"}


def official(row: roster.Official, password: str) -> Any:
    user = account(row.email, password, is_staff=True)
    Profile.objects.update_or_create(user=user, defaults={"name": row.name})
    Membership.objects.create(user=user, role=row.role, authority=Authority.objects.get(slug=row.place))
    return user


def staff(email: str, name: str, password: str, partner: Any, role: str = "desk_staff") -> Any:
    user = account(email, password)
    Profile.objects.update_or_create(user=user, defaults={"name": name})
    Membership.objects.create(user=user, role=role, partner=partner)
    return user


def specialist(email: str, name: str, password: str) -> Any:
    _role, _email, _name, name_zh, name_en = roster.EMPLOYER
    employer = Employer.objects.create(name_zh=name_zh, name_en=name_en, city=Authority.objects.get(slug="harbin"))
    user = account(email, password)
    Profile.objects.update_or_create(user=user, defaults={"name": name})
    Membership.objects.create(user=user, role="employer_staff", employer=employer)
    return user
