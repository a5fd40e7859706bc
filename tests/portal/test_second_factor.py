"""Can staff go on in production without a second factor?"""

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.urls import include, path, reverse

from tests.factories import UserFactory

urlpatterns = [path("anything", lambda _: HttpResponse("here")), path("accounts/", include("allauth.urls"))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture(autouse=True)
def production(settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("portal.access")]


def test_staff_without_second_factor_is_sent_to_set_one_up(as_user):
    response = as_user(UserFactory(official=True)).get("/anything")

    assert (response.status_code, response["Location"]) == (302, reverse("mfa_index"))


def test_desk_staff_without_second_factor_is_sent_too(as_user, monkeypatch):
    desk = UserFactory()
    monkeypatch.setattr(type(desk), "is_desk_staff", True, raising=False)

    assert as_user(desk).get("/anything").status_code == 302


def test_staff_with_second_factor_goes_on(as_user):
    official = UserFactory(official=True)
    Authenticator.objects.create(user=official, type=Authenticator.Type.TOTP, data={})

    assert as_user(official).get("/anything").content == b"here"


def test_staff_outside_production_goes_on(as_user, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False

    assert as_user(UserFactory(official=True)).get("/anything").content == b"here"


def test_talent_and_visitor_go_on(as_user, talent, anonymous):
    assert as_user(talent).get("/anything").content == b"here"
    assert anonymous.get("/anything").content == b"here"
