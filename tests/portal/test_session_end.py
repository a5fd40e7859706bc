"""Does a session of an official end after 30 idle minutes, and a desk's after 12 hours?"""

import datetime as dt

import pytest
from django.contrib.auth import get_user
from django.http import HttpResponse
from django.urls import include, path

from tests.factories import UserFactory

urlpatterns = [path("anything", lambda _: HttpResponse("here")), path("accounts/", include("allauth.urls"))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture(autouse=True)
def only_what_is_tested(settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("portal.access")]


@pytest.fixture
def is_signed_in_after(clock, as_user):
    """`(user, *minutes)`: is the user still signed in when a request follows after each of these pauses?"""

    def visit(user, *minutes):
        client = as_user(user)
        client.get("/anything")
        for pause in minutes:
            clock.shift(dt.timedelta(minutes=pause))
            client.get("/anything")
        return get_user(client).is_authenticated

    return visit


@pytest.mark.parametrize(("pauses", "is_in"), [([29], True), ([30], False), ([20] * 40, True), ([20, 30], False)])
def test_official_session_ends_after_half_an_hour_idle(is_signed_in_after, pauses, is_in):
    official = UserFactory(official=True)

    assert is_signed_in_after(official, *pauses) is is_in


@pytest.mark.parametrize(("pauses", "is_in"), [([60] * 11, True), ([60] * 12, False), ([719], True), ([720], False)])
def test_desk_session_ends_after_a_shift(is_signed_in_after, monkeypatch, pauses, is_in):
    desk = UserFactory()
    monkeypatch.setattr(type(desk), "is_desk_staff", True, raising=False)

    assert is_signed_in_after(desk, *pauses) is is_in


def test_talent_session_lasts_days(is_signed_in_after, talent):
    assert is_signed_in_after(talent, 3 * 24 * 60) is True


def test_session_of_an_official_is_not_written_at_each_request(clock, as_user, django_assert_num_queries):
    client = as_user(UserFactory(official=True))
    client.get("/anything")
    clock.shift(dt.timedelta(seconds=30))

    with django_assert_num_queries(2):  # the session, the user
        client.get("/anything")
