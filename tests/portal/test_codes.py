"""Which codes are made, and what a person may type for them."""

import pytest
import time_machine

from accounts.card import models
from accounts.models import Application, Card
from portal import codes
from portal.codes import ALPHABET, case_code, crockford, draw_until_free, normalise
from portal.workflow.engine import start
from tests.factories import UserFactory


def test_crockford_has_the_length_and_no_lookalikes():
    codes = {crockford(10) for _ in range(500)}

    assert len(codes) == 500
    assert {len(code) for code in codes} == {10}
    assert set("".join(codes)) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize("typed", ["7K3M9-Q10AB", "7k3m9 qloab", "７Ｋ３Ｍ９ＱＩＯＡＢ", " 7k3m9–qiOab\n"])
def test_normalise_reads_what_people_type(typed: str):
    assert normalise(typed) == "7K3M9Q10AB"


def test_case_code_carries_kind_and_year_of_shanghai():
    with time_machine.travel("2026-12-31T16:30:00Z"):
        kind, year, rest = case_code("RD").split("-")

    assert (kind, year) == ("RD", "2027")
    assert len(rest) == 6
    assert normalise(rest) == rest


@pytest.mark.django_db
def test_number_that_is_taken_is_drawn_again(card, monkeypatch):
    drawn = iter(["AAAAAA", "AAAAAA", "AAAAAA", "BBBBBB"])
    monkeypatch.setattr(codes, "crockford", lambda _n: next(drawn))

    whose = {"tier": card.tier, "city": card.application.city}
    first, second = (start(Application(talent=UserFactory(), **whose), by=None) for _ in range(2))

    assert [row.code.split("-")[2] for row in (first, second)] == ["AAAAAA", "BBBBBB"]
    assert list(drawn) == []


@pytest.mark.django_db
def test_card_number_that_is_taken_is_drawn_again(card, monkeypatch):
    drawn = iter([int(card.number[-8:]), 7])
    monkeypatch.setattr(models.secrets, "randbelow", lambda _below: next(drawn))
    new = Card(talent=UserFactory(), application=card.application, tier=card.tier, expires_on=card.expires_on)

    draw_until_free(new)

    assert new.number[-8:] == "00000007"
