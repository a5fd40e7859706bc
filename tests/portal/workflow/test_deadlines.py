"""Does a transition set the day it promises?"""

import datetime as dt

import pytest

from portal.workflow.engine import perform

from .papers.models import Paper


def test_ask_promises_five_working_days(submitted, reader, clock):
    after = perform(submitted, "ask", by=reader)

    assert after.due_on == dt.date(2026, 11, 27)
    assert Paper.objects.values_list("due_on", flat=True).get() == dt.date(2026, 11, 27)


def test_delay_counts_the_deadline_the_object_says(submitted, reader, clock):
    after = perform(submitted, "delay", by=reader)

    assert after.due_on == dt.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("take", ["Afterwards the status is “Taken”."]),
        ("ask", ["The next answer is then due by 27 November 2026."]),
        ("hand_over", []),
    ],
)
def test_what_follows_a_step_is_told_before_it_is_taken(submitted, reader, as_user, clock, action, told):
    address = f"/admin/papers/paper/{submitted.pk}/step/{action}/"

    shown = as_user(reader).get(address, headers={"accept-language": "en"}).content.decode()

    assert all(f"<p>{sentence}</p>" in shown for sentence in told)
    assert ("Afterwards" in shown, "due by" in shown) == (action == "take", action == "ask")


@pytest.mark.parametrize(("action", "who"), [("withdraw", "writer"), ("refuse", "reader")])
def test_deadline_is_cleared_only_where_the_table_says_so(submitted, request, action, who):
    Paper.objects.update(due_on=dt.date(2026, 11, 27))

    after = perform(submitted, action, by=request.getfixturevalue(who), reason="Because.")

    assert after.due_on == (None if action == "withdraw" else dt.date(2026, 11, 27))
