"""`GET me/notifications/`: one's own messages, in the language asked for, page by page."""

import pytest
from django.db.models.functions import Now

from portal.models import InboxMessage
from portal.notifications.outbox import notify

pytestmark = pytest.mark.django_db
URL = "/api/v1/me/notifications/"


def tell(user, count=1, **context):
    for number in range(count):
        notify([user], "card_suspended", context={"tier": "B", **context}, key=f"{user.pk}:{number}")


def test_notifications_are_ones_own_in_the_language_asked_for(as_user, talent, other_talent):
    tell(talent, url="/me/card/")
    tell(other_talent)
    client = as_user(talent)

    chinese = client.get(URL, headers={"Accept-Language": "zh-hans"}).json()
    english = client.get(URL, headers={"Accept-Language": "en"}).json()

    message = InboxMessage.objects.get(user=talent)
    (row,) = english["results"]
    assert {name: english[name] for name in ("next", "previous")} == {"next": None, "previous": None}
    assert (row["id"], row["subject"], row["url"], row["read_at"]) == (
        str(message.public_id),
        "Your talent card is suspended",
        "/me/card/",
        None,
    )
    assert row["text"].startswith("Your talent card of tier B") and "\n\n" in row["text"]
    assert row["created_at"].endswith("+08:00")
    assert chinese["results"][0]["subject"] == "人才卡已停用"


def test_notifications_by_api_stay_unread(as_user, talent):
    tell(talent)

    as_user(talent).get(URL)

    assert InboxMessage.objects.get().read_at is None


def test_notification_read_on_the_site_says_when(as_user, talent):
    tell(talent)
    InboxMessage.objects.update(read_at=Now())

    assert as_user(talent).get(URL).json()["results"][0]["read_at"] is not None


def test_notifications_newest_first_and_leafed_through_by_cursor(as_user, talent):
    tell(talent, 5)
    client = as_user(talent)

    first = client.get(URL, {"page_size": 3}).json()
    second = client.get(first["next"]).json()

    ids = [row["id"] for row in first["results"] + second["results"]]
    assert ids == [str(row.public_id) for row in InboxMessage.objects.order_by("-pk")]
    assert (len(second["results"]), second["next"]) == (2, None)


@pytest.mark.parametrize("query", [{"page_size": 1_000_000}, {"page_size": 101}, {"user": 1}, {"cursor": "x"}])
def test_notifications_with_what_the_schema_forbids_are_refused(as_user, talent, query):
    answer = as_user(talent).get(URL, query)

    assert (answer.status_code, answer["content-type"]) == (400, "application/problem+json")


def test_notifications_of_nobody_and_of_officials_are_refused(as_user, anonymous, city_officer):
    assert anonymous.get(URL).status_code == 401
    assert as_user(city_officer).get(URL).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_notifications_cost_the_same_for_one_row_and_three(as_user, talent, django_assert_num_queries, rows):
    tell(talent, rows)
    client = as_user(talent)
    client.get(URL)

    with django_assert_num_queries(4):  # session, user, standing, messages
        client.get(URL)
