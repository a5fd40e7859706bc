"""Is a message written with its change, once, for the right people, and with nothing personal where it may not be?"""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone

from portal.models import InboxMessage, OutboxMessage
from portal.notifications.outbox import notify, send_to_address
from portal.notifications.texts import MissingParticulars, UnknownText
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
CONTEXT = {"code": "RD-2026-7K3M9Q", "tier": "B", "city": {"zh-hans": "哈尔滨市", "en": "Harbin"}}


def test_notify_writes_one_inbox_row_and_one_letter_for_each(talent, other_talent):
    notify([talent, other_talent], "application_submitted", context=CONTEXT, key="application:1:submit:1")

    assert set(InboxMessage.objects.values_list("user", "key")) == {
        (talent.pk, f"application:1:submit:1:{talent.pk}:inbox"),
        (other_talent.pk, f"application:1:submit:1:{other_talent.pk}:inbox"),
    }
    assert set(OutboxMessage.objects.values_list("user", "channel", "state")) == {
        (talent.pk, "email", "pending"),
        (other_talent.pk, "email", "pending"),
    }


def test_notify_the_same_key_again_is_the_same_message(talent):
    for _ in range(2):
        notify([talent, talent], "application_submitted", context=CONTEXT, key="application:1:submit:1")

    assert InboxMessage.objects.count() == OutboxMessage.objects.count() == 1


def test_notify_leaves_out_closed_accounts(talent):
    talent.is_active = False

    notify([talent], "application_submitted", context=CONTEXT, key="k")

    assert not InboxMessage.objects.exists() and not OutboxMessage.objects.exists()


def test_notify_sms_goes_to_verified_telephones_only():
    reachable = UserFactory(phone="+8613800000001", phone_verified_at=timezone.now())

    notify([reachable, UserFactory()], "signin_code", context={"code": "1", "minutes": 5}, key="k", channels=["sms"])

    assert OutboxMessage.objects.get().user == reachable


def test_notify_without_a_particular_or_text_is_refused_and_nothing_written(talent):
    with pytest.raises(MissingParticulars, match="city, tier"):
        notify([talent], "application_submitted", context={"code": "1"}, key="k")
    with pytest.raises(UnknownText):
        notify([talent], "nothing_of_the_kind", context={}, key="k")
    with pytest.raises(UnknownText):
        notify([talent], "application_submitted", context=CONTEXT, key="k", channels=["sms"])
    with pytest.raises(ValueError, match="150"):
        notify([talent], "application_submitted", context=CONTEXT, key="k" * 151)

    assert not InboxMessage.objects.exists() and not OutboxMessage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_notify_outside_a_transaction_is_refused(talent):
    with pytest.raises(RuntimeError, match="transaction"):
        notify([talent], "application_submitted", context=CONTEXT, key="k")


@pytest.mark.django_db(transaction=True)
def test_notify_in_a_change_that_fails_tells_nobody(talent):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        notify([talent], "application_submitted", context=CONTEXT, key="k")
        raise ZeroDivisionError

    assert not InboxMessage.objects.exists() and not OutboxMessage.objects.exists()


def test_notify_many_people_costs_as_many_statements_as_one(django_assert_num_queries, talent):
    people = UserFactory.create_batch(20)

    for told, key in [([talent], "one"), (people, "many")]:
        with django_assert_num_queries(2):
            notify(told, "application_submitted", context=CONTEXT, key=key)


def test_notify_a_query_writes_what_a_list_of_its_people_writes(django_assert_num_queries):
    UserFactory.create_batch(3, phone=None)
    UserFactory(is_active=False)
    people = get_user_model().objects.all()

    with django_assert_num_queries(2):
        notify(people, "application_submitted", context=CONTEXT, key="query")
    notify(list(people), "application_submitted", context=CONTEXT, key="list")

    for model in (InboxMessage, OutboxMessage):
        by_query, by_list = (written(model, key) for key in ("query", "list"))
        assert by_query == by_list
        assert len(by_query) == 3


def written(model, key):
    """Every column of the rows under that key, but for what differs from row to row by design."""
    own = {"id", "public_id", "created_at", "next_attempt_at"}
    rows = model.objects.filter(key__startswith=f"{key}:").order_by("user")
    return [{n: v for n, v in row.items() if n not in own} | {"key": row["key"][len(key) :]} for row in rows.values()]


def test_notify_a_query_twice_is_the_same_message_and_each_has_an_address_of_its_own(talent, other_talent):
    people = get_user_model().objects.all()

    for _ in range(2):
        notify(people, "application_submitted", context=CONTEXT, key="k")

    assert OutboxMessage.objects.count() == InboxMessage.objects.count() == 2
    assert len({row.public_id for row in InboxMessage.objects.all()}) == 2


def test_notify_a_query_by_sms_reaches_verified_telephones_only():
    reachable = UserFactory(phone="+8613800000001", phone_verified_at=timezone.now())
    UserFactory()

    notify(
        get_user_model().objects.all(),
        "signin_code",
        context={"code": "1", "minutes": 5},
        key="k",
        channels=["sms"],
    )

    assert OutboxMessage.objects.get().user == reachable


def test_send_to_address_keeps_address_and_code_encrypted_first_in_line_and_for_a_while():
    send_to_address(
        "email", "new@example.cn", "signin_code", context={"code": "K7Q2M", "minutes": 10}, key="code:1", language="en"
    )

    row = OutboxMessage.objects.get()
    assert (row.key, row.priority, row.user, row.context) == ("code:1:email", 0, None, {})
    assert row.sealed == {"address": "new@example.cn", "context": {"code": "K7Q2M", "minutes": 10}}
    assert 590 < (row.expires_at - row.created_at).total_seconds() <= 601
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM portal_outboxmessage")
        stored = str(cursor.fetchall())
    assert "example.cn" not in stored and "K7Q2M" not in stored
