"""Does a person have one photo of each kind when a holder presses many times and an officer decides in that moment?"""

import pytest
from django.db import connection

from accounts.models import Portrait
from portal.workflow.engine import Refusal, perform
from tests.cast import send_photo
from tests.harness.at_once import at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def statuses():
    return sorted(Portrait.objects.live().values_list("status", flat=True))


def test_photos_that_are_sent_at_once_leave_one_waiting(card):
    answers = at_once(6, lambda: send_photo(card))

    assert statuses() == ["waiting"]
    refused = [one for one in answers if not isinstance(one, Portrait)]
    assert {(type(one), getattr(one, "code", "")) for one in refused} <= {(Refusal, "sent_just_now")}


def test_photo_that_is_sent_while_the_one_before_is_accepted_waits_and_never_is_accepted_unseen(card, province_officer):
    first = send_photo(card)
    works = [lambda: send_photo(card), lambda: perform(first, "accept", by=province_officer)]

    at_once(2, lambda: works.pop()())

    first.refresh_from_db()
    assert (first.status, statuses()) in [("accepted", ["accepted", "waiting"]), ("replaced", ["waiting"])]
