"""Does every table with a personal column say how it leads to the person, so that an export cannot forget it?"""

import pytest
from django.apps import apps

from portal.data_map_check import owners, personal, unmapped
from portal.personal_data.held import held_about
from tests.factories import UserFactory

NOBODYS = {  # no account is behind these rows: a contact of a partner; cases sealed because the account is gone
    "accounts.Partner",
    "services.Liaison",
    "accounts.SealedCase",
    "accounts.SealedPaper",
}
NOT_GIVEN = {  # digests and secrets: named in an export, not handed out
    "User.password",
    "IdentityDocument.number_index",
    "FamilyMember.number_index",
    "LiveCode.code_index",
    "LiveCode.text",
    "DeskPin.pin",
    "Proxy.link",
    "SchoolPlace.child_index",
    "KeptForm.person",
    "OutboxMessage.sealed",
    "Authenticator.data",
    "UserSession.session_key",
    "Token.hash",
}


def test_every_personal_table_has_an_owner_or_is_nobodys():
    tables = {f"{app}.{name.split('.')[0]}" for app, name, _ in personal()}

    assert set(owners()) == tables
    assert {label for label, owner in owners().items() if owner is None} == NOBODYS


@pytest.mark.django_db
def test_every_personal_column_of_a_person_is_among_what_is_held():
    named = {(f"{app}.{name.split('.')[0]}", name.split(".")[1]) for app, name, _ in personal()}

    held = {(held.label, column) for held in held_about(UserFactory()) for column in held.personal}

    assert held == {place for place in named if place[0] not in NOBODYS}


def test_only_digests_and_secrets_are_not_handed_out():
    assert {name for _, name, entry in personal() if not entry.is_given} == NOT_GIVEN


def test_tables_that_point_at_an_account_stand_in_the_data_map():
    """A new table with a person in it is found by its foreign key, though it may hold nothing but numbers."""
    user = apps.get_model("accounts.User")
    without = {"services.Allowance", "admin.LogEntry", "allauth_idp_oidc.Client"}  # counts; officials; partners
    pointing = {
        relation.related_model._meta.label for relation in user._meta.related_objects if not relation.many_to_many
    }

    assert pointing - set(owners()) == without


def test_the_map_of_a_borrowed_table_names_real_columns():
    unknown = [
        f"{app}.{name}"
        for app, name, _ in personal()
        if name.split(".")[1] not in {field.name for field in apps.get_model(app, name.split(".")[0])._meta.fields}
    ]

    assert unknown == []
    assert unmapped("accounts") == []
