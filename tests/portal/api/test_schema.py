"""What the OpenAPI document says of every operation."""

import re

import pytest
from django.core.management import call_command
from django.urls import resolve

from portal.api.introduction import DESCRIPTION

pytestmark = pytest.mark.django_db


@pytest.fixture
def schema(client):
    return client.get("/api/schema/?format=json").json()


def operation(schema, address, method="get"):
    return schema["paths"][address][method]


def test_schema_is_valid_without_a_warning(settings, tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))


def test_write_takes_an_idempotency_key_and_a_closed_body(schema):
    write = operation(schema, "/api/v1/writes/", "post")

    assert [(row["name"], row["in"], row.get("required", False)) for row in write["parameters"]] == [
        ("Idempotency-Key", "header", False)
    ]
    body = schema["components"]["schemas"]["BodyRequest"]
    assert body["additionalProperties"] is False
    assert set(body["properties"]) == {"tier", "children"}


def test_every_operation_declares_its_problems(schema):
    write = operation(schema, "/api/v1/writes/", "post")["responses"]

    assert set(write) == {"201", "400", "401", "403", "422", "default"}
    assert write["400"]["content"]["application/problem+json"]["schema"] == {"$ref": "#/components/schemas/Problem"}
    assert set(operation(schema, "/api/v1/days/")["responses"]) == {"200", "400", "default"}
    assert set(operation(schema, "/api/v1/days/{day}/")["responses"]) == {"200", "400", "404", "default"}


def test_operation_names_only_the_credentials_that_fit(schema):
    assert operation(schema, "/api/v1/partner/")["security"] == [{"partnerOAuth2": ["partner"]}]
    assert operation(schema, "/api/v1/writes/", "post")["security"] == [{"appSession": []}, {"cookieAuth": []}]
    assert operation(schema, "/api/v1/days/").get("security", [{}]) == [{}]


def test_token_address_in_the_schema_is_the_published_one(schema, client):
    published = client.get("/.well-known/openid-configuration").json()["token_endpoint"]
    scheme = schema["components"]["securitySchemes"]["partnerOAuth2"]["flows"]["clientCredentials"]

    assert published == f"http://testserver{scheme['tokenUrl']}"


def test_list_says_its_bounds(schema):
    parameters = {row["name"]: row["schema"] for row in operation(schema, "/api/v1/days/")["parameters"]}

    assert parameters["page_size"]["maximum"] == 100
    assert set(parameters) == {"cursor", "page_size"}


def test_page_to_try_the_api_runs_nothing_inline(client):
    page = client.get("/api/docs/")

    assert page.status_code == 200
    assert "<style" not in page.text
    assert page.text.count("<script") == page.text.count("<script src=") == 3
    assert "SwaggerUIBundle" in client.get("/api/docs/?script=").text


def test_introduction_names_addresses_that_exist():
    named = re.findall(r"(/[a-z_][\w/.-]*/?)(?=[`)])", DESCRIPTION)

    assert len(named) == 5
    for address in set(named) - {"/_allauth/app/v1/"}:  # where all of them begin
        assert resolve(address, urlconf="portal.urls")
    assert resolve("/_allauth/app/v1/config", urlconf="portal.urls")
