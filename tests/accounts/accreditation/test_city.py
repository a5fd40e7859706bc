"""Does what hangs on a decision stand in its city, whoever writes it and by whatever way?"""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.accreditation.reconcile import rows_in_the_city_of_their_decision
from accounts.card.admin import CardAdmin
from accounts.models import Application, Card, FamilyMember, Portrait
from policies.models import Authority
from portal import migrating
from portal.audit.trigger_sql import held
from portal.audit.triggers import differences, install
from services.demo.seed.loading import look_up_references
from tests.cast import ask_for_family, person, send_photo
from tests.factories import ApplicationFactory, CardFactory
from tests.harness.triggers import switched_off

pytestmark = pytest.mark.django_db
fill = import_module("accounts.migrations.0078_fill_city_of_card")
fill_more = import_module("accounts.migrations.0084_fill_city_of_family_and_portrait")
TRIGGERS = {
    "postgresql": ("accounts_card_copies_city_id",),
    "sqlite": ("accounts_card_copies_city_id_insert", "accounts_card_copies_city_id_update"),
}[connection.vendor]


def city(slug):
    return Authority.objects.get(slug=slug)


def decided(slug, email="holder@example.cn"):
    """A card, and the decision of that city behind it."""
    talent = person(f"{slug}.{email}")
    case = ApplicationFactory(talent=talent, city=city(slug), status="approved")
    card = CardFactory(talent=talent, application=case, tier=case.tier)
    settle()
    return card


def settle():
    if connection.vendor == "postgresql":  # else no trigger of the table could be changed in the same transaction
        look_up_references()


def cities(model=Card):
    return list(model.objects.order_by("pk").values_list("city__slug", flat=True))


def hung_on(card):
    """What else hangs on a card's decision: somebody of the family and a photo."""
    rows = ask_for_family(card), send_photo(card)
    settle()
    return rows


def execute(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


# -- as cards are written ---------------------------------------------------------------------------------------------
def test_card_stands_in_the_city_of_its_decision(catalogue):
    decided("harbin")
    decided("daqing")

    assert cities() == ["harbin", "daqing"]
    assert list(rows_in_the_city_of_their_decision()) == []


def test_cards_written_in_one_statement_stand_in_the_cities_of_their_decisions(catalogue):
    made = [decided("harbin"), decided("daqing")]
    Card.objects.all().delete()

    Card.objects.bulk_create(made)

    assert cities() == ["harbin", "daqing"]


def test_family_and_photo_stand_in_the_city_of_their_decision(catalogue):
    hung_on(decided("harbin"))
    hung_on(decided("daqing"))

    assert [cities(model) for model in (FamilyMember, Portrait)] == [["harbin", "daqing"]] * 2
    assert list(rows_in_the_city_of_their_decision()) == []


def test_card_by_code_that_does_not_know_the_column_stands_in_the_city_of_its_decision(catalogue):
    row = Card.objects.values().get(pk=decided("daqing").pk)
    Card.objects.all().delete()
    del row["city_id"]
    into, places = ", ".join(row), ", ".join(["%s"] * len(row))
    values = [Card._meta.get_field(name).get_db_prep_save(value, connection) for name, value in row.items()]

    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO accounts_card ({into}) VALUES ({places})", values)

    assert cities() == ["daqing"]


def test_card_saved_whole_by_who_does_not_know_its_city_keeps_it(catalogue):
    card = decided("daqing")

    card.reminded_days = 30
    card.save()

    assert card.city is None
    assert Card.objects.values_list("city__slug", "reminded_days").get() == ("daqing", 30)


@pytest.mark.parametrize("other", ["harbin", None])
def test_another_city_written_on_a_card_counts_for_nothing(catalogue, other):
    decided("daqing")

    Card.objects.update(city=other and city(other))

    assert cities() == ["daqing"]


@pytest.mark.parametrize("hangs", [Card, FamilyMember, Portrait])
def test_application_on_which_something_hangs_stays_in_its_city_and_another_may_leave_it(catalogue, hangs):
    card, other = decided("harbin"), ApplicationFactory(city=city("harbin"))
    hung_on(card)
    for model in {Card, FamilyMember, Portrait} - {hangs}:
        model.objects.all().delete()

    with pytest.raises(IntegrityError, match="stays in its city, which is theirs"), transaction.atomic():
        Application.objects.filter(pk=card.application_id).update(city=city("daqing"))
    Application.objects.filter(pk=other.pk).update(city=city("daqing"))

    assert list(Application.objects.order_by("pk").values_list("city__slug", flat=True)) == ["harbin", "daqing"]


# -- and as the column begins -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", TRIGGERS)
def test_trigger_that_is_made_anew_fills_what_is_empty(catalogue, name):
    with switched_off():
        decided("daqing")
        assert cities() == [None]
    execute(f"DROP TRIGGER {name}" + (" ON accounts_card" if connection.vendor == "postgresql" else ""))
    assert list(differences()) == [f"trigger {name} on accounts_card is missing or switched off"]

    install()

    assert list(differences()) == []
    assert cities() == ["daqing"]


def test_migration_fills_the_cards_of_before_some_at_a_time(catalogue, monkeypatch):
    monkeypatch.setattr(fill, "SOME", 2)
    places = ["harbin", "daqing", "heihe"]
    with switched_off():
        for slug in places:
            decided(slug)

        fill.fill(apps, None)
        settle()

        assert cities() == places


def test_migration_fills_the_families_and_photos_of_before_some_at_a_time(catalogue, monkeypatch):
    monkeypatch.setattr(migrating, "SOME", 2)
    places = ["harbin", "daqing", "heihe"]
    with switched_off():
        for slug in places:
            hung_on(decided(slug))
        assert cities(Portrait) == [None] * 3

        fill_more.fill_cities(apps, None)
        settle()

        assert [cities(model) for model in (FamilyMember, Portrait)] == [places] * 2


def test_trigger_waits_for_the_column_that_it_fills(catalogue):
    """As where the migration is taken back."""
    fill.let_cards_go(None, SimpleNamespace(connection=connection, execute=execute))
    for name in held(connection).keys() & set(TRIGGERS):
        execute(f"DROP TRIGGER {name}")  # SQLite: portal.audit.triggers.make_way
    execute("ALTER TABLE accounts_card RENAME COLUMN city_id TO elsewhere")

    install()

    assert [line.split()[1] for line in differences()] == list(TRIGGERS)
    execute("ALTER TABLE accounts_card RENAME COLUMN elsewhere TO city_id")
    decided("daqing")
    assert cities() == [None]
    install()
    assert cities() == ["daqing"]


def test_row_without_a_city_or_in_another_is_named_and_any_change_puts_it_right(catalogue):
    with switched_off():
        empty, wrong, _right = decided("harbin"), decided("daqing"), decided("heihe")
        member, photo = hung_on(wrong)
        Card.objects.exclude(pk=empty.pk).update(city=city("heihe"))
        settle()

    assert list(rows_in_the_city_of_their_decision()) == [
        f"card {empty.pk} says no city, its application harbin",
        f"card {wrong.pk} says heihe, its application daqing",
        f"familymember {member.pk} says no city, its application daqing",
        f"portrait {photo.pk} says no city, its application daqing",
    ]
    Card.objects.update(reminded_days=30)
    FamilyMember.objects.update(due_on=None)
    Portrait.objects.update(due_on=None)
    assert list(rows_in_the_city_of_their_decision()) == []


# -- the list of an office --------------------------------------------------------------------------------------------
def test_city_officer_leafs_through_the_cards_of_the_city_by_decision_the_latest_first(
    city_officer, client, monkeypatch
):
    first, _elsewhere, last = decided("harbin"), decided("daqing"), decided("harbin", "second@example.cn")
    Card.objects.filter(pk=first.pk).update(status="replaced")
    renewed = CardFactory(talent=first.talent, application=first.application, tier=first.tier, renews=first)
    monkeypatch.setattr(CardAdmin, "list_per_page", 1)
    client.force_login(city_officer)

    assert list(leafed_through(client)) == [last.pk, renewed.pk, first.pk]


def leafed_through(client):
    """The cards of all pages, a card a page."""
    cursor = {}
    while cursor is not None:
        page = client.get(reverse("admin:accounts_card_changelist"), cursor).context["cl"]
        (row,) = page.result_list
        yield row.pk
        cursor = page.keyset.next_cursor and {"cursor": page.keyset.next_cursor}
