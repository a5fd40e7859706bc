"""What changes about a person, with its history rows."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Consent, Profile
from accounts.people import actions
from accounts.people.consents import NOTICES
from portal.models import History, InboxMessage, OutboxMessage


def history():
    return [(row.action, row.fields) for row in History.objects.order_by("seq")]


def test_change_of_the_profile_names_the_changed_fields_only(talent):
    actions.change_profile(talent, {"name": "李明远", "degree": "doctorate"}, by=talent)

    actions.change_profile(talent, {"name": "李明远", "degree": "master"}, by=talent)

    assert history() == [("profile_changed", ["degree", "name"]), ("profile_changed", ["degree"])]
    assert "李明远" not in str(list(History.objects.values()))


def test_profile_is_found_by_pinyin(talent):
    actions.change_profile(talent, {"name": "李明远"}, by=talent)

    assert Profile.objects.get().search.split() == ["李明远", "limingyuan", "lmy", "明远"]


def test_nothing_changed_writes_nothing(talent):
    actions.change_profile(talent, {"name": "李明远"}, by=talent)

    assert actions.change_profile(talent, {"name": "李明远"}, by=talent) == []
    assert len(history()) == 1


def test_verified_telephone_is_told_to_its_holder_masked(talent):
    actions.verify_phone(talent, "+8613800138000")

    talent.refresh_from_db()
    assert talent.phone == "+8613800138000"
    assert history() == [("phone_changed", [])]
    assert InboxMessage.objects.get().context == {"phone": "+86138****8000"}
    assert OutboxMessage.objects.get().template == "phone_changed"


def test_telephone_verified_again_at_a_sign_in_changes_nothing(talent):
    actions.verify_phone(talent, "+8613800138000")

    actions.verify_phone(talent, "+8613800138000")

    assert len(history()) == 1


def test_telephone_without_its_moment_is_refused_by_the_database(talent):
    talent.phone = "+8613800138000"

    with pytest.raises(IntegrityError), transaction.atomic():
        talent.save()


def test_consent_is_given_once_and_withdrawn_by_itself(talent):
    actions.give_consent(talent, "identity", by=talent)
    actions.give_consent(talent, "identity", by=talent)
    actions.give_consent(talent, "health", by=talent)

    actions.withdraw_consent(talent, "identity", by=talent)

    assert not talent.has_consented("identity")
    assert talent.has_consented("health")
    assert history() == [
        ("consent_given", ["identity"]),
        ("consent_given", ["health"]),
        ("consent_withdrawn", ["identity"]),
    ]


def test_consent_to_an_older_text_does_not_hold_and_is_replaced(talent):
    Consent.objects.create(user=talent, purpose="identity", version="2020-01", given_at=timezone.now())
    assert not talent.has_consented("identity")

    actions.give_consent(talent, "identity", by=talent)

    assert list(talent.consents.in_force().values_list("version", flat=True)) == [NOTICES["identity"].version]
    assert talent.consents.count() == 2


def test_terms_cannot_be_withdrawn_while_the_account_stands(talent):
    actions.give_consent(talent, "terms", by=talent)

    assert not actions.withdraw_consent(talent, "terms", by=talent)
    assert talent.has_consented("terms")


def test_second_consent_in_force_is_refused_by_the_database(talent):
    Consent.objects.create(user=talent, purpose="health", version="1")

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(user=talent, purpose="health", version="2")
