"""How identity documents are recorded, renewed, refused and shown."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from accounts.models import IdentityDocument
from accounts.people import identity
from portal.models import History
from tests.accounts.people.conftest import HARBIN_1965

RESIDENT = {"kind": "resident_id", "country": "CN", "number": HARBIN_1965, "birth_date": None, "valid_until": None}
PASSPORT = {
    "kind": "passport",
    "country": "RU",
    "number": "75AB123456",
    "birth_date": date(1990, 5, 1),
    "valid_until": date(2027, 1, 1),
}


def record(user, document, **changes):
    return identity.record_identity(user, by=user, **(document | changes))


def refused(user, document, **changes):
    """What is said by field when the document is refused; nothing is kept."""
    before = (IdentityDocument.objects.count(), History.objects.count())
    with pytest.raises(ValidationError) as refusal:
        record(user, document, **changes)
    assert (IdentityDocument.objects.count(), History.objects.count()) == before
    return {field: errors[0].code for field, errors in refusal.value.error_dict.items()}


def test_harbin_number_of_1965_is_recorded_and_tells_the_birth_date(talent):
    document = record(talent, RESIDENT)

    talent.refresh_from_db()
    assert talent.identity_document == document
    assert (talent.profile.birth_date, talent.profile.country) == (date(1965, 3, 15), "CN")
    assert talent.has_consented("identity")
    assert [(row.action, row.fields) for row in History.objects.order_by("seq")] == [
        ("consent_given", ["identity"]),
        ("profile_changed", ["birth_date", "country"]),
        ("identity_recorded", ["kind", "number"]),
    ]


def test_number_is_not_readable_in_the_database(talent):
    record(talent, RESIDENT)

    with connection.cursor() as cursor:
        cursor.execute("SELECT number, number_index FROM accounts_identitydocument")
        columns = cursor.fetchone()
    assert HARBIN_1965 not in "".join(columns)
    assert IdentityDocument.objects.get().number == HARBIN_1965


def test_number_held_by_another_account_is_refused_without_saying_whose(talent, other_talent):
    record(talent, RESIDENT)

    assert refused(other_talent, RESIDENT) == {"number": "number_taken"}
    with translation.override("en"):
        said = str(identity.TAKEN)
    assert "sign in with the account you opened earlier" in said
    assert talent.email not in said


def test_number_that_was_replaced_still_belongs_to_its_person(talent, other_talent):
    record(talent, PASSPORT)
    record(talent, RESIDENT)

    assert refused(other_talent, PASSPORT) == {"number": "number_taken"}


def test_two_accounts_at_once_are_told_apart_by_the_database(talent, other_talent, monkeypatch):
    record(talent, RESIDENT)
    monkeypatch.setattr(identity, "clean_identity", lambda user, **document: date(1965, 3, 15))

    assert refused(other_talent, RESIDENT) == {"number": "number_taken"}


def test_birth_date_that_disagrees_with_the_number_is_refused(talent):
    assert refused(talent, RESIDENT, birth_date=date(1966, 3, 15)) == {"birth_date": "birth_date_disagrees"}


@pytest.mark.parametrize(("born", "code"), [(None, "required"), (date(2999, 1, 1), "wrong_date")])
def test_passport_needs_a_birth_date_in_the_past(talent, born, code):
    assert refused(talent, PASSPORT, birth_date=born) == {"birth_date": code}


def test_wrong_checksum_is_refused(talent):
    assert refused(talent, RESIDENT, number="230102196503150019") == {"number": "wrong_check"}


def test_renewed_passport_stays_the_same_person(talent):
    old = record(talent, PASSPORT)

    new = record(talent, PASSPORT, number="76CD654321", valid_until=date(2037, 1, 1))

    old.refresh_from_db()
    assert talent.identity_document == new
    assert old.replaced_at is not None
    assert list(talent.identity_documents.values_list("number_index", flat=True).distinct()) != []
    assert talent.identity_documents.count() == 2


def test_return_to_an_earlier_document_takes_it_up_again(talent):
    first = record(talent, PASSPORT)
    second = record(talent, RESIDENT)

    record(talent, PASSPORT)

    second.refresh_from_db()
    assert talent.identity_document == first
    assert second.replaced_at is not None
    assert talent.identity_documents.count() == 2


def test_same_document_again_writes_nothing(talent):
    record(talent, RESIDENT)
    rows = History.objects.count()

    record(talent, RESIDENT)

    assert (IdentityDocument.objects.count(), History.objects.count()) == (1, rows)


def test_same_passport_number_of_two_countries_is_two_people(talent, other_talent):
    record(talent, PASSPORT)

    record(other_talent, PASSPORT, country="KZ")

    assert IdentityDocument.objects.count() == 2


def test_database_allows_one_current_document(talent):
    document = record(talent, RESIDENT)
    document.pk, document.number_index = None, "another"

    with pytest.raises(IntegrityError), transaction.atomic():
        document.save(force_insert=True)
