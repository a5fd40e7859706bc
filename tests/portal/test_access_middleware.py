"""What a stranger, a reader without account and the wrong role get at a door."""

import pytest

from portal.access import ACCESS, Audience

DOORS = {
    Audience.PUBLIC: {"anonymous": 200, "talent": 200, "official": 200},
    Audience.SIGNED_IN: {"anonymous": 302, "talent": 200, "official": 200},
    Audience.TALENT: {"anonymous": 302, "talent": 200, "official": 404},
    Audience.DESK: {"anonymous": 302, "talent": 404, "official": 404},
    Audience.OFFICER: {"anonymous": 302, "talent": 404, "official": 404},
    Audience.STAFF: {"anonymous": 302, "talent": 404, "official": 200},
    Audience.API_TALENT: {"anonymous": 200, "talent": 200, "official": 200},
}


@pytest.fixture
def official(db):
    from tests.factories import UserFactory

    return UserFactory(official=True)


@pytest.mark.parametrize("audience", DOORS)
def test_door_lets_in_only_its_audience(audience, monkeypatch, anonymous, talent, official, as_user):
    monkeypatch.setitem(ACCESS, "portal:privacy", audience)

    answers = {
        "anonymous": anonymous.get("/privacy/").status_code,
        "talent": as_user(talent).get("/privacy/").status_code,
        "official": as_user(official).get("/privacy/").status_code,
    }

    assert answers == DOORS[audience]


def test_anonymous_reader_is_sent_to_sign_in_and_back(anonymous, db):
    response = anonymous.get("/me/account/?tab=2")

    assert response.url == "/accounts/login/?next=/me/account/%3Ftab%3D2"


def test_anonymous_htmx_request_loads_the_sign_in_page_whole(anonymous, db):
    response = anonymous.get("/me/account/", headers={"HX-Request": "true"})

    assert response.status_code == 204
    assert response.headers["HX-Redirect"] == "/accounts/login/?next=/me/account/"


def test_admin_is_not_there_for_a_talent_and_asks_a_stranger_to_sign_in(anonymous, talent, as_user):
    assert as_user(talent).get("/admin/").status_code == 404
    assert anonymous.get("/admin/portal/").url == "/accounts/login/?next=/admin/portal/"


def test_anonymous_post_is_sent_to_sign_in_without_being_kept(anonymous, db):
    response = anonymous.post("/me/account/", {"text": "a"})

    assert response.url == "/accounts/login/?next=/me/account/"
