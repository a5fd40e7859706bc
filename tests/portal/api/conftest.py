"""The test's own calls, a partner's access token and a phone application's session token."""

import pytest
from allauth.idp.oidc.models import Client as OAuthClient

from portal.access import ACCESS, Audience
from tests.portal.api import urls

SECRET = "partner-secret"


@pytest.fixture(autouse=True)
def test_calls(settings, monkeypatch):
    settings.ROOT_URLCONF = urls.__name__
    urls.Write.times = 0
    for pattern in urls.api:
        monkeypatch.setitem(ACCESS, pattern.name, Audience.API_PUBLIC)


@pytest.fixture
def partner_client(db):
    client = OAuthClient(id="hospital", name="Hospital", scopes="partner", grant_types="client_credentials")
    client.set_secret(SECRET)
    client.save()
    return client


@pytest.fixture
def token_of(client):
    """`token_of(partner_client)` asks the token endpoint for an access token."""

    def ask(oauth_client, scope="partner", secret=SECRET):
        endpoint = client.get("/.well-known/openid-configuration").json()["token_endpoint"]
        body = {
            "grant_type": "client_credentials",
            "client_id": oauth_client.pk,
            "client_secret": secret,
            "scope": scope,
        }
        return client.post(endpoint, body)

    return ask


@pytest.fixture
def as_partner(token_of, partner_client):
    return {"Authorization": f"Bearer {token_of(partner_client).json()['access_token']}"}
