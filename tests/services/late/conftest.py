"""A lounge whose staff gave something without a network, and the code they were shown."""

import uuid

import pytest
from django.utils import timezone

from accounts.card.offline import make_offline
from accounts.card.qr import verify_url
from tests.cast import staff_of

LANE = "airport-lane"


@pytest.fixture
def lounge(airport):
    return staff_of(airport, "lounge@example.cn")


@pytest.fixture
def code(card, clock):
    return verify_url(make_offline(card, by=card.talent).text).upper()


@pytest.fixture
def send(as_user, lounge, airport, code):
    """`send(ago=0, **other)` delivers one use of that many seconds ago; the answer."""
    desk = as_user(lounge)
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    def post(ago=0, **other):
        done_at = int(timezone.now().timestamp()) - ago
        body = {"key": uuid.uuid4(), "desk": airport.public_id, "service": LANE, "code": code, "outcome": "served"}
        return desk.post("/desk/offline/uses/", body | {"done_at": done_at, "has_seen_identity": "on"} | other)

    return post
