"""Does each part of a subsidy stand in the city of its request, and does each officer find those of the own city?"""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from portal import migrating
from services.demo.seed.loading import look_up_references
from services.models import Instalment
from services.reconcile import instalments_in_the_city_of_their_request
from tests.cast import official
from tests.harness.triggers import switched_off

from .test_totals import asked, parts  # noqa: F401

pytestmark = pytest.mark.django_db
fill = import_module("services.migrations.0094_fill_city_of_instalment")


def cities():
    return list(Instalment.objects.order_by("pk").values_list("city__slug", flat=True))


def settle():
    if connection.vendor == "postgresql":  # else no trigger of a table just written to could be switched
        look_up_references()


def test_parts_written_in_one_statement_stand_in_the_city_of_their_request(asked):  # noqa: F811
    parts(asked("harbin"), "1000", "2000")
    parts(asked("daqing"), "3000")

    assert cities() == ["harbin", "harbin", "daqing"]
    assert list(instalments_in_the_city_of_their_request()) == []


def test_parts_of_before_are_filled_some_at_a_time_and_named_until_then(asked, monkeypatch):  # noqa: F811
    monkeypatch.setattr(migrating, "SOME", 2)
    settle()
    with switched_off():
        made = parts(asked("harbin"), "1000", "2000", "3000")
        assert list(instalments_in_the_city_of_their_request()) == [
            f"instalment {part.pk} says no city, its request harbin" for part in made
        ]

        fill.fill_cities(apps, None)
        settle()

        assert cities() == ["harbin"] * 3


@pytest.mark.parametrize(
    ("role", "at", "seen"),
    [
        ("city_officer", "harbin", ["harbin"]),
        ("fund_officer", "daqing", ["daqing"]),
        ("fund_officer", "heilongjiang", ["harbin", "daqing"]),
        ("province_officer", "heilongjiang", []),
    ],
)
def test_officers_see_the_parts_of_their_city_and_a_provinces_fund_officer_those_of_all(asked, role, at, seen):  # noqa: F811
    parts(asked("harbin"), "1000")
    parts(asked("daqing"), "2000")

    rows = Instalment.objects.visible_to(official("officer@example.cn", role, city=at)).order_by("pk")

    assert list(rows.values_list("city__slug", flat=True)) == seen
