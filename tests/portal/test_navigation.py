"""Where can each reader go, and where do they land after signing in?"""

import pytest
from django.urls import reverse
from django.utils import translation

from portal import navigation
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def places(response, name):
    with translation.override("en"):
        return [(str(item.label), item.url) for item in response.context[name]]


def test_stranger_has_no_own_places(anonymous):
    response = anonymous.get("/privacy/")

    assert places(response, "bottom_navigation") == []


def test_talent_has_four_places_under_the_thumb_and_lands_at_the_card(talent, as_user):
    client = as_user(talent)

    assert places(client.get("/privacy/"), "bottom_navigation") == [
        ("Talent card", "/me/"),
        ("Services", "/services/"),
        ("Cases", "/me/cases/"),
        ("Mine", "/me/account/"),
    ]
    assert client.get("/start/")["Location"] == "/me/"


def test_official_lands_in_the_admin(as_user):
    response = as_user(UserFactory(official=True)).get("/start/")

    assert response.status_code == 302
    assert response["Location"] == "/admin/"


def test_person_without_a_place_of_their_own_lands_at_the_account(as_user, monkeypatch):
    monkeypatch.setattr(navigation, "OWN", navigation.OWN[-1:])

    assert as_user(UserFactory()).get("/start/")["Location"] == reverse("portal:own-places")


def test_stranger_is_asked_to_sign_in_first(anonymous):
    assert anonymous.get("/start/")["Location"] == "/accounts/login/?next=/start/"


def test_place_shows_what_waits_behind_it_to_whom_it_belongs(talent, as_user, monkeypatch):
    monkeypatch.setattr(navigation, "BOTTOM", (navigation.Place("Mine", "portal:own-places", "is_talent"),))
    monkeypatch.setattr(navigation, "COUNTS", {})
    navigation.counts("portal:own-places")(lambda user: 3)

    shown = as_user(talent).get("/privacy/")
    hidden = as_user(UserFactory(official=True)).get("/privacy/")

    assert [item.count for item in shown.context["bottom_navigation"]] == [3]
    assert '<span class="count num">3</span>' in shown.content.decode()
    assert list(hidden.context["bottom_navigation"]) == []


def test_current_place_is_marked(talent, as_user):
    response = as_user(talent).get("/me/account/")

    assert [item.url for item in response.context["own_navigation"] if item.is_current] == ["/me/account/"]


def test_page_of_a_case_belongs_to_the_cases(talent, as_user):
    response = as_user(talent).get("/me/applications/")

    assert [item.url for item in response.context["bottom_navigation"] if item.is_current] == ["/me/cases/"]
