"""Has every answer that the document declares an example that fits, made by the code that answers?"""

import json
from http import HTTPStatus

import jsonschema
import pytest
from django.test import Client
from django.utils import translation

from portal.api import refusals
from portal.api.samples import Sampler

pytestmark = pytest.mark.django_db
JSON, PROBLEM = "application/json", "application/problem+json"


@pytest.fixture(scope="module")
def document(django_db_setup, django_db_blocker):
    """Of the site itself, without the calls that are there for the tests alone."""
    with django_db_blocker.unblock():
        return Client().get("/api/schema/?format=json", headers={"Accept-Language": "en"}).json()


@pytest.fixture(autouse=True)
def test_calls():
    """The calls of the tests are not wanted here."""


def bodies(document):
    """`(where, status or None for what is sent, media type, what the document says of the body)`."""
    for address, operations in document["paths"].items():
        for method, operation in operations.items():
            for status, answer in [(None, operation.get("requestBody", {})), *operation["responses"].items()]:
                for media, said in answer.get("content", {}).items():
                    yield f"{method} {address}", status, media, said


def strict(schema):
    """JSON schema as OpenAPI 3.0 means it: what may be null says so, and nothing is there that is not named."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: strict(part) for name, part in schema.items() if name != "nullable"}
    if isinstance(found.get("properties"), dict):
        found.setdefault("additionalProperties", False)
    return {"anyOf": [found, {"type": "null"}]} if schema.get("nullable") is True else found


def test_every_body_that_is_sent_or_answered_has_an_example(document):
    without = [(where, status, media) for where, status, media, said in bodies(document) if not said.get("examples")]

    assert without == [("get /api/v1/partner/checks/{public_id}/photo/", "200", "image/jpeg")]  # bytes
    assert len(document["paths"]) > 25


def test_every_example_fits_its_schema(document):
    rooms = {"components": strict(document["components"])}
    faults = []
    for where, status, _media, said in bodies(document):
        check = jsonschema.Draft7Validator(strict(said["schema"]) | rooms, format_checker=jsonschema.FormatChecker())
        for name, example in said.get("examples", {}).items():
            faults += [f"{where} {status} {name}: {error.message}" for error in check.iter_errors(example["value"])]

    assert faults == []


def test_example_that_does_not_fit_would_be_found(document):
    """The control of the test before."""
    schema = {"$ref": "#/components/schemas/UseAnswer"} | {"components": strict(document["components"])}
    good = document["paths"]["/api/v1/partner/uses/"]["post"]["responses"]["201"]["content"][JSON]["examples"]
    value = good["Served"]["value"]

    check = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())

    assert check.is_valid(value)
    for wrong in ({"counted": None}, {"outcome": "eaten"}, {"id": "no uuid"}, {"extra": 1}):
        assert not check.is_valid(value | wrong)


def test_every_problem_says_the_status_under_which_it_stands(document):
    wrong = [
        (where, status, name)
        for where, status, media, said in bodies(document)
        if media == PROBLEM
        for name, example in said["examples"].items()
        if status not in ("default", str(example["value"]["status"]))
        or example["value"]["title"] != HTTPStatus(example["value"]["status"]).phrase
    ]

    assert wrong == []


def test_too_many_calls_are_declared_where_there_is_a_limit_with_how_long_to_wait(document):
    limited = {
        address: answer["headers"]
        for address, operations in document["paths"].items()
        for operation in operations.values()
        for status, answer in operation["responses"].items()
        if status == "429"
    }

    assert set(limited) == {address for address in document["paths"] if "/partner/" in address}
    assert all(headers["Retry-After"]["required"] for headers in limited.values())


def test_no_field_stands_in_an_example_under_its_own_name(document):
    """A word that nobody chose: the name of the field itself."""

    def left_over(value, name=""):
        if isinstance(value, dict):
            return [found for key, inner in value.items() for found in left_over(inner, key)]
        if isinstance(value, list):
            return [found for inner in value for found in left_over(inner, name)]
        return [name] if value == name or (value == "" and name in ("slug", "name")) else []

    said = [
        (where, left_over(example["value"]))
        for where, _status, media, body in bodies(document)
        if media != PROBLEM
        for example in body.get("examples", {}).values()
    ]

    assert [(where, names) for where, names in said if names] == []
    assert Sampler("", {}).body({"type": "object", "properties": {"x": {"type": "string"}}}) == {"x": "x"}


def test_examples_of_problems_speak_the_readers_language(client):
    def said(language):
        document = client.get("/api/schema/?format=json", headers={"Accept-Language": language}).json()
        refused = document["paths"]["/api/v1/partner/uses/"]["post"]["responses"]["409"]["content"][PROBLEM]["examples"]
        return refused["already_recorded"]["value"]["detail"]

    assert said("en") == "What became of this check is already recorded."
    with translation.override("zh-hans"):
        assert said("zh-hans") == str(translation.gettext("What became of this check is already recorded."))
    assert said("zh-hans") != said("en")


@pytest.mark.parametrize(
    ("send", "status", "name"),
    [
        (lambda client: client.get("/api/v1/tiers/?colour=blue"), "400", "invalid_colour"),
        (lambda client: client.get("/api/v1/tiers/?page_size=0"), "400", "invalid_page_size"),
        (lambda client: client.get("/api/v1/tiers/?cursor=x"), "400", "invalid_cursor"),
        (lambda client: client.get("/api/v1/tiers/", headers={"Accept": "text/html"}), "default", "not_acceptable"),
    ],
)
def test_example_is_what_is_answered(client, document, send, status, name):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    answer = send(client)

    examples = document["paths"]["/api/v1/tiers/"]["get"]["responses"][status]["content"][PROBLEM]["examples"]
    assert json.loads(answer.content) == examples[name]["value"]


def test_names_of_two_faults_of_the_same_kind_differ():
    bodies = [refusals._body(made) for made in (lambda: refusals.unknown_parameters(["a"]), refusals.bad_cursor)]

    assert [refusals._name(body) for body in bodies] == ["invalid_a", "invalid_cursor"]
