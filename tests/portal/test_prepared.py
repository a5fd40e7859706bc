"""Is a prepared query composed once, asked with what is given, and read as the ORM reads?"""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import CharField

from accounts.models import IdentityDocument, Profile
from portal.prepared import Given, Prepared, PreparedUpdate
from tests.factories import IdentityDocumentFactory, ProfileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_name():
    """People by their name, and how often the query was composed."""
    composed = []

    def compose():
        composed.append(connection.vendor)
        return (
            Profile.objects.filter(name=Given("name")).order_by("pk").values("name", "birth_date", said=Given("said"))
        )

    return Prepared(compose), composed


def test_prepared_query_is_composed_once_and_filled_in_each_time(catalogue, by_name, django_assert_num_queries):
    ProfileFactory(name="李明远", birth_date=dt.date(1979, 5, 4))
    ProfileFactory(name="Anna", birth_date=dt.date(1980, 1, 2))
    query, composed = by_name

    with django_assert_num_queries(3):
        found = [query.first(name=name, said=name[0]) for name in ("Anna", "李明远", "nobody")]

    assert found == [
        {"name": "Anna", "birth_date": dt.date(1980, 1, 2), "said": "A"},
        {"name": "李明远", "birth_date": dt.date(1979, 5, 4), "said": "李"},
        None,
    ]
    assert len(composed) == 1


def test_prepared_query_takes_what_is_given_as_a_value_only(catalogue, by_name):
    ProfileFactory(name="Anna")
    query, _composed = by_name

    assert query.first(name="' OR 1=1 --", said="x") is None


def test_prepared_query_reads_encrypted_columns():
    document = IdentityDocumentFactory()
    query = Prepared(lambda: IdentityDocument.objects.filter(kind=Given("kind", CharField())).values("number"))

    assert query.first(kind="passport") == {"number": document.number}


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite prepares nothing")
def test_prepared_query_is_asked_on_after_a_release_lets_a_text_be_longer(catalogue, by_name):
    ProfileFactory(name="Anna")
    query, _composed = by_name
    before = query.first(name="Anna", said="A")

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE accounts_profile ALTER COLUMN name TYPE varchar(500)")

    assert query.first(name="Anna", said="A") == before


def test_prepared_query_without_what_it_needs_is_refused(by_name):
    query, _composed = by_name

    with pytest.raises(KeyError, match="said"):
        query.first(name="Anna")


def test_prepared_update_changes_the_rows_it_names_and_says_how_many(django_assert_num_queries):
    document = IdentityDocumentFactory()
    field = IdentityDocument._meta.get_field("number")
    update = PreparedUpdate(
        lambda: (IdentityDocument.objects.filter(kind=Given("kind", CharField())), {"number": Given("number", field)})
    )

    with django_assert_num_queries(2):
        changed = [update.rows(kind=kind, number="E1234567") for kind in ("passport", "nothing")]

    document.refresh_from_db()
    assert (changed, document.number) == ([1, 0], "E1234567")
    assert IdentityDocument.objects.extra(where=["number = 'E1234567'"]).count() == 0  # kept encrypted, as always
