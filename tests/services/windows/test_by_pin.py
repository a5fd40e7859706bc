"""Does a session opened by PIN open the desk of its partner and nothing else?"""

import pytest

from accounts.models import Membership
from portal.access import ACCESS, Audience
from portal.shared_window import is_open_by_pin
from services.models import WindowPairing
from tests.codebase.urls import views

from .conftest import WANG


@pytest.fixture
def seated(sit, pc, wang):
    sit(wang, WANG)
    return pc


REFUSED = (
    *("/me/account/", "/me/inbox/", "/me/", "/start/", "/accounts/email/", "/accounts/password/change/"),
    *("/accounts/2fa/", "/accounts/sessions/", "/accounts/login/", "/admin/", "/desk/pin/", "/desk/windows/"),
    "/accounts/signup/",
)


API = ("/api/v1/me/", "/api/v1/partner/requests/", "/_allauth/app/v1/auth/session")
OPEN = ("/desk/", "/desk/late/", "/desk/offline/", "/desk/reading/", "/", "/tiers/", "/api/v1/tiers/")


def test_what_is_ones_own_is_refused_in_words_with_a_way_to_the_ordinary_sign_in(seated):
    answers = {address: seated.get(address) for address in REFUSED}

    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(REFUSED, 403)
    assert [one for one, answer in answers.items() if "Sign in with my own" not in answer.content.decode()] == []


def test_the_api_refuses_with_a_problem(seated):
    answers = [seated.get(address) for address in API]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(403, "by_pin")] * len(API)


def test_the_desk_and_what_is_for_anyone_are_open(seated):
    assert {address: seated.get(address).status_code for address in OPEN} == dict.fromkeys(OPEN, 200)


def test_language_is_switched_and_signing_out_works(seated):
    assert seated.post("/language/", {"language": "en"}).status_code == 302
    assert seated.post("/accounts/logout/").status_code == 302


def test_pin_and_pairing_are_not_changed_by_pin(seated, window, wang):
    answers = [
        seated.post("/desk/pin/", {"name": "x", "secret": "730164", "secret_again": "730164"}),
        seated.post("/desk/windows/", {"window": window.public_id}),
        seated.post(f"/desk/windows/{WindowPairing.objects.get().public_id}/end/"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert WindowPairing.objects.get().ended_at is None


def test_menu_leads_nowhere_that_is_refused(seated):
    html = seated.get("/desk/").content.decode()

    refused = ("/me/inbox/", "/me/account/", "/desk/pin/", "/desk/windows/")
    assert [address for address in refused if address in html] == []


def test_another_desk_of_the_same_person_is_not_open_there(sit, pc, wang, airport):
    Membership.objects.create(user=wang.staff, role="desk_staff", partner=airport)
    sit(wang, WANG)

    page = pc.get("/desk/").content.decode()
    pc.post("/desk/choose/", {"desk": airport.public_id})

    assert "Demonstration Airport" not in page
    assert pc.get("/desk/offline/known/").json()["desk"]["name"] != "Demonstration Airport"


def test_of_all_addresses_only_those_of_the_table_for_desk_and_anyone_are_open():
    """By hand: what else is open by PIN, and that nothing borrowed is."""
    more = {name for name, _address, _view in views() if is_open_by_pin(name) and name not in ACCESS}
    usual = {Audience.PUBLIC, Audience.DESK, Audience.SYSTEMS}
    theirs = {name for name in ACCESS if is_open_by_pin(name) and ACCESS[name] not in usual}

    assert more == {"account_logout"}
    assert {name for name in theirs if not name.startswith("api-")} == {
        *("services:window-poster", "services:instruction", "accounts:card-keys", "accounts:card-status"),
    }


def test_refusal_leads_to_the_ordinary_sign_in_and_ends_the_shift(seated):
    answer = seated.post("/desk/change-over/", {"to": "account"})

    assert answer.url == "/accounts/login/"
    assert "_auth_user_id" not in seated.session


def test_desk_by_pin_costs_as_many_statements_as_any(seated, django_assert_num_queries):
    seated.get("/desk/")

    with django_assert_num_queries(7):  # one asks whether the shift goes on, none counts an inbox that is not shown
        seated.get("/desk/")
