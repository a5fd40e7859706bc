"""Who is let in by which credentials, and what the others are told."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.idp.oidc.models import Token
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
BODY = {"data": {"tier": "a"}, "content_type": "application/json"}


def test_partner_is_known_by_its_client_in_one_statement(client, as_partner):
    with CaptureQueriesContext(connection) as asked:
        response = client.get("/api/v1/partner/", headers=as_partner)

    assert response.json() == {"client": "hospital"}
    assert len(asked) == 2
    assert 'FROM "allauth_idp_oidc_client"' in asked[1]["sql"]  # the view's own, which says the name


def test_partner_is_the_wrong_kind_for_a_talents_call(client, as_partner):
    assert client.post("/api/v1/writes/", **BODY, headers=as_partner).status_code == 403


def test_talent_is_the_wrong_kind_for_a_partners_call(talent, as_user):
    assert as_user(talent).get("/api/v1/partner/").status_code == 403


@pytest.mark.parametrize("address", ["/api/v1/partner/", "/api/v1/forgotten/"])
@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer nonsense"}, {"X-Session-Token": "nonsense"}, {"Authorization": "Bearer "}],
)
def test_nobody_is_401_with_a_challenge(client, address, headers):
    response = client.get(address, headers=headers)

    assert (response.status_code, response.headers["Content-Type"]) == (401, "application/problem+json")
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="api", scope="partner"'
    assert response.json()["code"] in {"not_authenticated", "authentication_failed"}


def test_view_that_names_no_permission_answers_no_one(talent, as_user, client, as_partner):
    assert as_user(talent).get("/api/v1/forgotten/").status_code == 403
    assert client.get("/api/v1/forgotten/", headers=as_partner).status_code == 403


def test_expired_token_and_token_of_a_person_are_401(client, as_partner, talent):
    Token.objects.update(user=talent)
    assert client.get("/api/v1/partner/", headers=as_partner).status_code == 401

    Token.objects.update(user=None, expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get("/api/v1/partner/", headers=as_partner).status_code == 401


def test_token_without_the_scope_is_403(client, as_partner):
    Token.objects.update(scopes="openid")

    assert client.get("/api/v1/partner/", headers=as_partner).status_code == 403


def test_token_endpoint_refuses_a_wrong_secret_and_another_scope(token_of, partner_client):
    assert token_of(partner_client, secret="wrong").status_code == 401
    assert token_of(partner_client, scope="openid").status_code == 400


def test_browser_needs_its_csrf_token(talent):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(talent)

    response = browser.post("/api/v1/writes/", **BODY)

    assert (response.status_code, response.json()["code"]) == (403, "permission_denied")


def test_phone_application_signs_in_and_calls_with_its_session_token(client, talent):
    EmailAddress.objects.create(user=talent, email=talent.email, verified=True, primary=True)
    signed_in = client.post(
        "/_allauth/app/v1/auth/login", {"email": talent.email, "password": PASSWORD}, "application/json"
    )
    headers = {"X-Session-Token": signed_in.json()["meta"]["session_token"]}

    assert Client().post("/api/v1/writes/", **BODY, headers=headers).status_code == 201

    get_user_model().objects.update(is_active=False)
    assert Client().post("/api/v1/writes/", **BODY, headers=headers).status_code == 401


def test_official_is_the_wrong_kind_for_a_talents_call(as_user, db):
    from tests.factories import UserFactory

    assert as_user(UserFactory(official=True)).post("/api/v1/writes/", **BODY).status_code == 403
