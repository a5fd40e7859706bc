"""How the demonstration is put up: offices, partners, two talents by name, and some dozens of cases in every state."""

import secrets
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import Card
from accounts.people.actions import give_consent, verify_phone
from accounts.people.enums import Purpose

from . import cases, people, roster
from .families import families
from .partners import partner
from .places import name_liaison, read_by
from .portraits import portraits

CITIES = ("harbin", "daqing")
TIERS = ("e", "d", "c", "e", "b", "d", "a", "e", "c", "e")  # those approved are of A, B, C, C and E


def play() -> dict[str, Any]:
    """Put everything up in one transaction; what `var/demo.json` holds but for the address."""
    with transaction.atomic():
        password = secrets.token_urlsafe(9)
        return {"password": password, **_play(make_password(password))}


def _play(password: str) -> dict[str, Any]:
    said: list[dict[str, str]] = []
    offices = _offices(password, said)
    places, clients = {}, []
    for row in roster.PARTNERS:
        places[row.slug], client = partner(row)
        clients.append(client)
    staff = _staff(password, places, said)
    programmer(password, places, said)
    first = people.talent(*roster.TALENT, password, number=0, city="harbin")
    give_consent(first, Purpose.HEALTH, by=first)
    verify_phone(first, roster.TALENT_PHONE)
    said.append({"role": "talent", "email": roster.TALENT[0], "name": roster.TALENT[1]})
    newcomer = people.account(roster.NEW_TALENT[0], password)
    said.append({"role": "new_talent", "email": newcomer.email, "name": roster.NEW_TALENT[1]})
    cases.apply(first, "b", ("submit", "accept", "decide"), offices)
    cards = _crowd(password, offices)
    own = Card.objects.get(talent=first)
    _at_the_counters(own, cards, places, staff, offices)
    families(own, cards, offices.province)
    portraits(own, offices.province)
    return {"people": said, "partners": clients}


def _offices(password: str, said: list[dict[str, str]]) -> cases.Offices:
    by_email = {}
    for row in roster.OFFICIALS:
        by_email[row.email] = people.official(row, password)
        said.append({"role": row.role, "email": row.email, "name": row.name})
    cities = {"harbin": by_email["city@example.cn"], "daqing": by_email["daqing@example.cn"]}
    return cases.Offices(cities=cities, province=by_email["province@example.cn"])


def _staff(password: str, places: dict[str, Any], said: list[dict[str, str]]) -> dict[str, Any]:
    found = {}
    for role, email, name, slug in roster.STAFF:
        found[slug] = people.staff(email, name, password, places[slug])
        read_by(found[slug], places[slug])
        name_liaison(found[slug], places[slug])
        if role != "desk_staff":
            said.append({"role": role, "email": email, "name": name})
    role, email, name, *_employer = roster.EMPLOYER
    people.specialist(email, name, password)
    said.append({"role": role, "email": email, "name": name})
    return found


def programmer(password: str, places: dict[str, Any], said: list[dict[str, str]]) -> None:
    """Who reads the calls of the sandbox, where nobody stands at a counter."""
    email, name, slug = roster.PROGRAMMER
    people.staff(email, name, password, places[slug], "programmer")
    said.append({"role": "programmer", "email": email, "name": name})


def _crowd(password: str, offices: cases.Offices) -> list[Card]:
    """A case for each name, in every state and both cities; returns the cards that came of it."""
    for number, name in enumerate(roster.NAMES, start=1):
        email = f"person{number:02d}@example.cn"
        person = people.talent(
            email, name, password, number=number, city=CITIES[number // len(cases.STORIES) % len(CITIES)]
        )
        story = cases.STORIES[number % len(cases.STORIES)]
        cases.apply(person, TIERS[number % len(TIERS)], story, offices)
    return list(Card.objects.exclude(talent__email=roster.TALENT[0]).select_related("talent__profile__city", "tier"))


def _at_the_counters(
    first: Card, cards: list[Card], places: dict[str, Any], staff: dict[str, Any], offices: cases.Offices
) -> None:
    hospital, school = places["demo-hospital-1"], places["demo-school-1"]
    nurse, teacher = staff["demo-hospital-1"], staff["demo-school-1"]
    cases.visit(first, hospital, "medical-green-channel", "served", nurse)
    cases.visit(first, places["demo-airport"], "airport-lane", "served", staff["demo-airport"])
    cases.visit(first, hospital, "medical-green-channel", "refused", nurse)
    cases.turned_away(first, hospital, "medical-green-channel")
    cases.school_place(first, school, "李小雪", "", teacher)
    cases.school_place(first, school, "李小冬", "grant", teacher)
    here = [card for card in cards if _city(card) == "harbin" and card.tier.letter in "ABC"]
    for card, step in zip(here, ("return", "decline", ""), strict=False):
        cases.school_place(card, school, "示例儿童", step, teacher)
    for card, step in zip(cards, ("grant", "", "return"), strict=False):
        if card.talent.profile.degree != "other":
            cases.home_subsidy(card, step, offices.cities[_city(card)])
    for card in cards:
        cases.visit(card, hospital, "medical-green-channel", "served", nurse)


def _city(card: Card) -> str:
    city = card.talent.profile.city
    return city.slug if city else ""
