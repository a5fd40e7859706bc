"""Does a person find his own messages, in his language, and nobody else's?"""

import uuid

import pytest
from django.db.models.functions import Now

from portal.models import InboxMessage
from portal.notifications.outbox import notify
from portal.notifications.reading import unread_count

pytestmark = pytest.mark.django_db


def tell(user, count=1, template="card_suspended", **context):
    for number in range(count):
        notify([user], template, context={"tier": "B", **context}, key=f"k{InboxMessage.objects.count()}{number}")
    return InboxMessage.objects.filter(user=user).order_by("pk")


def test_inbox_without_messages_says_so(as_user, talent):
    page = as_user(talent).get("/me/inbox/", headers={"Accept-Language": "en"}).content.decode()

    assert "No messages yet." in page
    assert "Mark all as read" not in page


def test_inbox_shows_ones_own_messages_newest_first_in_the_pages_language(as_user, talent, other_talent):
    first, second = tell(talent, 2)
    InboxMessage.objects.filter(pk=first.pk).update(read_at=Now())
    (foreign,) = tell(other_talent)
    client = as_user(talent)

    chinese = client.get("/me/inbox/", headers={"Accept-Language": "zh-hans"}).content.decode()
    english = client.get("/me/inbox/", headers={"Accept-Language": "en"}).content.decode()

    assert chinese.count("人才卡已停用") == english.count("Your talent card is suspended") == 2
    assert english.index(str(second.public_id)) < english.index(str(first.public_id))
    assert english.count('<span class="tag">unread</span>') == 1
    assert str(foreign.public_id) not in english


@pytest.mark.parametrize("rows", [1, 3])
def test_inbox_costs_the_same_for_one_row_and_three(as_user, talent, django_assert_num_queries, rows):
    tell(talent, rows)
    client = as_user(talent)
    client.get("/me/inbox/")

    with django_assert_num_queries(7):  # session, user, standing, messages; beside places: unread, cases, requests
        client.get("/me/inbox/")


def test_inbox_is_paged_by_the_last_row(as_user, talent):
    tell(talent, 27)
    client = as_user(talent)

    first = client.get("/me/inbox/")
    second = client.get("/me/inbox/", {"cursor": first.context["page"].next_cursor})

    ids = [row.id for page in (first, second) for row in page.context["messages_here"]]
    assert [len(page.context["messages_here"]) for page in (first, second)] == [25, 2]
    assert len(set(ids)) == 27
    assert 'rel="next"' in first.content.decode() and 'rel="prev"' in second.content.decode()


def test_message_opened_is_read_and_leads_on(as_user, talent):
    (message,) = tell(talent, url="/me/card/")
    client = as_user(talent)
    assert unread_count(message.user) == 1

    page = client.get(f"/me/inbox/{message.public_id}/", headers={"Accept-Language": "en"}).content.decode()
    read_at = InboxMessage.objects.get().read_at
    client.get(f"/me/inbox/{message.public_id}/")

    assert "<h1>Your talent card is suspended</h1>" in page
    assert 'href="/me/card/"' in page
    assert read_at is not None and InboxMessage.objects.get().read_at == read_at


def test_message_of_somebody_else_or_of_nobody_is_404_and_stays_unread(as_user, talent, other_talent):
    (foreign,) = tell(other_talent)
    client = as_user(talent)

    answers = [client.get(f"/me/inbox/{found}/").status_code for found in (foreign.public_id, uuid.uuid4())]

    assert answers == [404, 404]
    assert InboxMessage.objects.get().read_at is None


def test_read_everything_marks_ones_own_and_only_by_post(as_user, talent, other_talent):
    tell(talent, 2)
    tell(other_talent)
    client = as_user(talent)

    assert client.get("/me/inbox/read/").status_code == 405
    assert InboxMessage.objects.unread().count() == 3
    response = client.post("/me/inbox/read/")

    assert (response.status_code, response["Location"]) == (302, "/me/inbox/")
    assert [row.user for row in InboxMessage.objects.unread()] == [other_talent]


def test_inbox_of_a_stranger_asks_to_sign_in(anonymous):
    assert anonymous.get("/me/inbox/")["Location"].startswith("/accounts/login/?next=/me/inbox/")


def test_unread_count_is_asked_once_for_a_page(talent, django_assert_num_queries):
    tell(talent, 3)

    with django_assert_num_queries(1):
        assert [unread_count(talent) for _ in range(2)] == [3, 3]


def test_the_head_of_a_page_shows_how_many_are_unread(as_user, talent):
    client = as_user(talent)
    assert 'class="count' not in client.get("/privacy/").content.decode()

    tell(talent, 3)

    assert '<span class="count num">3</span>' in client.get("/privacy/").content.decode()


def test_message_whose_text_is_gone_keeps_its_place(as_user, talent, caplog):
    tell(talent)
    InboxMessage.objects.update(template="gone")

    page = as_user(talent).get("/me/inbox/", headers={"Accept-Language": "en"}).content.decode()

    assert "A message that can no longer be shown" in page
    assert [record.msg["event"] for record in caplog.records if isinstance(record.msg, dict)] == ["inbox_text_missing"]


def test_message_text_is_escaped(as_user, talent):
    (message,) = tell(talent, template="application_withdrawn", code="<b>x</b>")

    page = as_user(talent).get(f"/me/inbox/{message.public_id}/").content.decode()

    assert "<b>x</b>" not in page and "&lt;b&gt;x&lt;/b&gt;" in page
