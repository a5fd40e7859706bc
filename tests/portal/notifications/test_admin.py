"""Is what did not leave seen, by whom it concerns, and can it be sent again without doing it twice?"""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db.models.functions import Now

from portal.audit.models import History
from portal.models import OutboxMessage
from portal.notifications import lease
from portal.notifications.drain import drain
from portal.notifications.outbox import notify
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/portal/outboxmessage/"


@pytest.fixture
def operator():
    return UserFactory(email="operator@example.cn", is_staff=True, is_superuser=True)


@pytest.fixture
def stranger():
    return UserFactory(email="stranger@example.cn", is_staff=True)


@pytest.fixture
def row(talent):
    notify([talent], "card_suspended", context={"tier": "B"}, key="card:1:suspend:1", channels=["email"])
    return OutboxMessage.objects.get()


@pytest.fixture
def quarantined(row):
    change = {"state": "quarantined", "quarantined_at": Now(), "last_error": "SMTPRecipientsRefused 550", "crashes": 3}
    OutboxMessage.objects.update(tries=3, **change)
    return row


def test_list_shows_why_a_message_stopped_and_neither_address_nor_words(as_user, operator, quarantined):
    page = as_user(operator).get(LIST, {"state__exact": "quarantined"}).content.decode()

    assert "SMTPRecipientsRefused 550" in page and "card_suspended" in page
    assert "talent@example.cn" not in page


def test_one_message_shows_neither_address_nor_words(as_user, operator, quarantined):
    page = as_user(operator).get(f"{LIST}{quarantined.pk}/change/").content.decode()

    assert quarantined.public_id in page
    assert "talent@example.cn" not in page and "context" not in page


def test_send_again_by_the_button_sends_once_and_is_in_the_history(as_user, operator, quarantined):
    client = as_user(operator)
    page = client.get(f"{LIST}{quarantined.pk}/change/").content.decode()
    assert f'action="{LIST}{quarantined.pk}/send-again/"' in page

    client.post(f"{LIST}{quarantined.pk}/send-again/")
    drain()
    client.post(f"{LIST}{quarantined.pk}/send-again/")
    drain()

    row = OutboxMessage.objects.get()
    assert (row.state, row.crashes, row.tries, row.last_error) == ("sent", 0, 4, "")
    assert len(mail.outbox) == 1
    history = History.objects.filter(object_type="portal.outboxmessage")
    assert list(history.values_list("object_id", "action", "actor_id")) == [
        (row.public_id, "message_sent_again", operator.public_id)
    ]
    assert "send-again" not in client.get(f"{LIST}{row.pk}/change/").content.decode()


def test_send_again_several_says_how_many(as_user, operator, quarantined, talent):
    notify([talent], "card_lifted", context={"tier": "B"}, key="sent", channels=["email"])
    drain()
    order = {
        "action": "send_again_action",
        "_selected_action": list(OutboxMessage.objects.values_list("pk", flat=True)),
    }

    page = as_user(operator).post(LIST, order, follow=True, headers={"Accept-Language": "en"}).content.decode()

    assert "1 message is sent again." in page
    assert sorted(OutboxMessage.objects.values_list("state", flat=True)) == ["pending", "sent"]


def test_send_again_by_get_does_nothing(as_user, operator, quarantined):
    assert as_user(operator).get(f"{LIST}{quarantined.pk}/send-again/").status_code == 405
    assert OutboxMessage.objects.get().state == "quarantined"


def test_send_again_a_message_in_hand_is_left_alone(row):
    (mine,) = lease.claim(1)
    lease.begin(mine)

    assert not lease.send_again(row)
    assert OutboxMessage.objects.get().is_attempting


def test_others_of_the_offices_see_and_do_nothing(as_user, stranger, quarantined):
    client = as_user(stranger)

    assert client.get(LIST).status_code == 403
    assert client.post(f"{LIST}{quarantined.pk}/send-again/").status_code == 404
    assert OutboxMessage.objects.get().state == "quarantined"


def test_hold_lets_nothing_leave_until_released(row, talent):
    out = StringIO()
    call_command("outbox", "hold", stdout=out)
    drain()
    assert (OutboxMessage.objects.get().state, mail.outbox) == ("held", [])
    notify([talent], "card_lifted", context={"tier": "B"}, key="after the restore", channels=["email"])
    drain()
    assert [letter.subject for letter in mail.outbox] == ["人才卡已恢复使用"]

    call_command("outbox", "release", stdout=out)
    drain()

    assert len(mail.outbox) == 2
    assert out.getvalue().split() == "held: 1 held 1 released: 1 pending 1 sent 1".split()


def test_hold_leaves_a_message_in_hand_alone(row):
    (mine,) = lease.claim(1)
    lease.begin(mine)

    assert lease.hold() == 0
    lease.settle([mine], [mine])

    assert OutboxMessage.objects.get().state == "sent"
