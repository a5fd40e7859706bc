"""Does a key that is limited make the calls it is meant for and no others, and every key without limits all of them?"""

import pytest

from services.models import PartnerClient
from services.partners.clients import change_client, give_client
from services.partners.enums import Scope
from tests.services.webhooks.conftest import hospital_system, system_of  # noqa: F401 - fixtures

ENGLISH = {"Accept-Language": "en"}
NOBODY = "00000000-0000-4000-8000-000000000000"


def post(path, body):
    headers = {"Idempotency-Key": "k"}
    return lambda system: system.post(f"/api/v1/partner/{path}", body, "application/json", headers=headers)


def get(path):
    return lambda system: system.get(f"/api/v1/partner/{path}")


CALLS = {  # each with the status it has for whoever may make it
    "check": (post("checks/", {"code": "0000000000", "service": "medical-green-channel"}), "checks", 201),
    "photo": (get(f"checks/{NOBODY}/photo/"), "checks", 404),
    "use": (post("uses/", {"check": NOBODY, "outcome": "served"}), "uses", 400),
    "requests": (get("requests/"), "requests", 200),
    "decision": (post("requests/FW-2026-AAAAAA/decision/", {"decision": "grant"}), "requests", 404),
    "events": (get("events/"), "events", 200),
}


@pytest.mark.parametrize("scopes", ["", "checks", "uses", "requests", "events", "checks uses"])
@pytest.mark.parametrize("name", CALLS)
def test_key_makes_the_calls_it_is_limited_to(hospital_system, name, scopes):  # noqa: F811
    PartnerClient.objects.update(scopes=scopes)
    call, needed, status = CALLS[name]

    answer = call(hospital_system)

    if not scopes or needed in scopes.split():
        assert answer.status_code == status
    else:
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
        assert f"“{needed}” is missing" in answer.json()["detail"]


def test_every_call_of_a_partner_is_in_the_table_above():
    from services import api_urls

    named = {pattern.name for pattern in api_urls.urlpatterns if pattern.name.startswith("api-partner")}

    assert len(named) == len(CALLS)
    assert {needed for _call, needed, _status in CALLS.values()} == set(Scope.values)


def test_limit_costs_no_statement(hospital_system, django_assert_num_queries):  # noqa: F811
    call, _needed, _status = CALLS["check"]
    call(hospital_system)
    PartnerClient.objects.update(scopes="events")

    with django_assert_num_queries(4):  # the token with its key; and that it was refused, in a savepoint of the test
        call(hospital_system)


def test_limits_are_ticked_in_the_dialogs_and_shown(as_user, policy_admin, desk_staff, hospital):
    browser, page = as_user(policy_admin), f"/admin/accounts/partner/{hospital.pk}"
    browser.post(f"{page}/client/", {"scopes": ["checks", "events"], "form_key": "k1"})
    link = PartnerClient.objects.get()
    assert link.scopes == "checks events"

    for place, reader in ((f"{page}/change/", browser), ("/desk/systems/", as_user(desk_staff))):
        assert "limited to: Check cards, Fetch events" in reader.get(place, headers=ENGLISH).text
    form = browser.get(f"{page}/client/{link.pk}/change/").context["form"]
    assert form["scopes"].value() == ["checks", "events"]
    browser.post(f"{page}/client/{link.pk}/change/", {"form_key": "k2"})

    link.refresh_from_db()
    assert link.scopes == ""
    assert "limited to" not in browser.get(f"{page}/change/", headers=ENGLISH).text


def test_scope_that_is_none_is_said(as_user, policy_admin, hospital):
    where = f"/admin/accounts/partner/{hospital.pk}/client/"

    page = as_user(policy_admin).post(where, {"scopes": ["people"], "form_key": "k1"}, headers=ENGLISH)

    assert page.context["form"].errors.keys() == {"scopes"}
    assert not PartnerClient.objects.exists()


def test_change_holds_for_tokens_given_before(hospital_system, policy_admin):  # noqa: F811
    call, _needed, status = CALLS["events"]
    assert call(hospital_system).status_code == status

    change_client(hospital_system.link, expires_on=None, addresses="", scopes="checks", by=policy_admin)

    assert call(hospital_system).status_code == 403


def test_key_is_given_without_limits(hospital):
    assert give_client(hospital)[0].scopes == ""
