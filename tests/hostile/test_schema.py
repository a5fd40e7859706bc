"""Does the API keep to its OpenAPI document, whatever is sent? Cases made up from the document, by each caller."""

import json
import logging
from collections import Counter
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.accreditation import api as accreditation
from services.partners import portraits
from tests.cast import person
from tests.harness import catalogue

from . import made_up, named, world

pytestmark = [pytest.mark.slow, pytest.mark.sqlite, pytest.mark.xdist_group("schema")]
CALLERS = ("anonymous", "holder", "applicant", "hospital_system", "school_system", "hospital_desk", "city_officer")
OWN = {"authorization", "cookie", "content-type", "x-session-token"}
FOR = {"appSession": "holder", "partnerOAuth2": "hospital_system"}  # who calls what asks for such a proof
BEGIN = "POST /api/v1/me/accreditations/"
INSTEAD = {BEGIN: "applicant", "POST /api/v1/partner/requests/{code}/decision/": "school_system"}
SUBMIT = "POST /api/v1/me/accreditations/{code}/submit/"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The world, with a browser of each caller; `applicant` has a profile and nothing else yet."""
    with django_db_blocker.unblock(), transaction.atomic():
        catalogue.put()
        built = world.build()
        people = built.people | {"anonymous": None, "applicant": person("applicant@example.cn", "申请人")}
        built.clients = {name: world.browser_of(people[name]) for name in CALLERS if name in people}
        built.clients |= {f"{name}_system": world.with_token(*link) for name, link in built.links.items()}
        built.known = named.things(built)
        yield built
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def operations(made):
    """From the document as the site hands it out."""
    answer = Client().get(reverse("api-schema"), headers={"accept": "application/json"})
    return made_up.operations(json.loads(answer.content))


@pytest.fixture(scope="module")
def cases(made, operations):
    return {mode: made_up.cases(operations, mode, made.known) for mode in made_up.MODES}


@pytest.fixture
def in_quiet(db, monkeypatch):
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)  # a line for each refusal
    monkeypatch.setattr(portraits, "SHOWN_FOR", timedelta(days=1))  # however long all the cases take


@pytest.mark.parametrize("mode", made_up.MODES)
@pytest.mark.parametrize("caller", CALLERS)
def test_api_neither_breaks_nor_takes_what_the_document_forbids(caller, mode, made, operations, cases, in_quiet):
    answers, faults = _all_tried(made.clients[caller], cases[mode], is_forbidden=mode == "NEGATIVE")

    assert not faults, "\n".join(sorted(faults))
    assert len(cases[mode]) >= made_up.CASES / 2
    done = {label for label, status in answers if status < 300}
    assert (_owed(caller, operations) - done if mode == "POSITIVE" else done) == set()


def test_handler_that_breaks_once_it_found_its_row_is_noticed(made, cases, in_quiet, monkeypatch):
    """The control."""
    monkeypatch.setattr(accreditation, "perform", None)
    about = [case for case in cases["POSITIVE"] if case.operation.label == SUBMIT]

    answers, faults = _all_tried(made.clients["holder"], about, is_forbidden=False)

    assert {status for _label, status in answers} == {404, 500}
    assert {fault[:4] for fault in faults} == {"500:"}


def _owed(caller, operations):
    """What this caller is to be answered at least once with what was asked for."""
    return {one.label for one in operations if caller == INSTEAD.get(one.label, _who_calls(one))}


def _who_calls(operation):
    proofs = [name for way in operation.definition.raw.get("security", []) for name in way]
    return next((FOR[name] for name in proofs if name in FOR), "anonymous")


def _all_tried(client, cases, is_forbidden):
    """How often which operation gave which status, and what is wrong with the answers."""
    answers, faults = Counter(), set()
    for case in cases:
        status, fault = _tried(client, case, is_forbidden)
        answers[case.operation.label, status] += 1
        faults |= {fault} - {""}
    return answers, faults


def _tried(client, case, is_forbidden):
    """Its status, and what is wrong with the answer."""
    sent = case.as_transport_kwargs(base_url="http://testserver")
    with transaction.atomic():
        status, kind = _answer(client, sent)
        transaction.set_rollback(True)
    told = f"{case.method} {sent['url']} {sent.get('params')} {str(sent.get('json', sent.get('data')))[:200]}"
    if status >= 500:
        return status, f"{status}: {told}"
    if is_forbidden and status < 400:
        return status, f"takes ({status}) what the document forbids: {told}"
    if status >= 400 and kind != "application/problem+json":
        return status, f"refuses ({status}) with {kind}: {told}"
    return status, ""


def _answer(client, sent):
    """Sent by the client of the tests, with its own session or token instead of an invented one."""
    address = urlsplit(sent["url"])
    query = "&".join(filter(None, [address.query, urlencode(sent.get("params") or {}, doseq=True)]))
    headers = {name: str(value) for name, value in (sent.get("headers") or {}).items() if name.lower() not in OWN}
    kind, body = made_up.body_of(sent)
    answer = client.generic(sent["method"], address.path, body, kind, headers=headers, QUERY_STRING=query)
    answer.getvalue()  # read to its end, a photo is closed
    return answer.status_code, answer.headers.get("Content-Type", "").split(";")[0]
