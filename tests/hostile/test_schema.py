"""Does the API keep to its OpenAPI document, whatever is sent? Cases made up from the document, by each caller."""

import json
import logging
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.harness import catalogue
from tests.harness.full import size

from . import world

schemathesis = pytest.importorskip("schemathesis")
hypothesis = pytest.importorskip("hypothesis")

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
CALLERS = ("anonymous", "holder", "hospital_system", "hospital_desk", "city_officer")
CASES = size(120, 5_000)  # of each caller, shared out among the operations
MODES = ("POSITIVE", "NEGATIVE")
OWN = {"authorization", "cookie", "content-type", "x-session-token"}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        catalogue.put()
        built = world.build()
        clients = {name: world.browser_of(built.people.get(name)) for name in CALLERS if name in built.people}
        clients["anonymous"] = world.browser_of(None)
        clients["hospital_system"] = world.with_token(*built.links["hospital"])
        yield clients
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def cases(made):
    """By mode, what is sent by each caller, made up from the document as the site hands it out."""
    answer = Client().get(reverse("api-schema"), headers={"accept": "application/json"})
    document = schemathesis.openapi.from_dict(json.loads(answer.content))
    operations = [found.ok() for found in document.get_all_operations()]
    return {mode: _shared_out(operations, mode) for mode in MODES}


def _shared_out(operations, mode):
    """Half of all cases, among the operations that can be sent any such."""
    able = [one for one in operations if _cases(one, mode, 1)]
    each = -(-CASES // 2 // len(able))
    return [case for one in able for case in _cases(one, mode, each)]


def _cases(operation, mode, each):
    """At most `each` cases, the same ones at each run."""
    found = []

    @hypothesis.settings(
        max_examples=each,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(operation.as_strategy(generation_mode=schemathesis.GenerationMode[mode]))
    def collect(case):
        hypothesis.assume(mode == "POSITIVE" or _sends_what_is_forbidden(case))
        found.append(case)

    try:
        collect()
    except hypothesis.errors.Unsatisfiable:  # without parameters and body nothing forbidden can be asked
        return []
    return found


def _sends_what_is_forbidden(case):
    """Some cases hold nothing forbidden; some hold it where it never leaves: in a cookie, for whoever calls brings a
    session of their own, or in an empty list, which no query shows."""
    wrong = {place.value for place, part in case.meta.components.items() if part.mode.name == "NEGATIVE"}
    unseen = {"cookie", "query"} if [] in (case.query or {}).values() else {"cookie"}
    return bool(wrong - unseen)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("caller", CALLERS)
def test_api_neither_breaks_nor_takes_what_the_document_forbids(caller, mode, made, cases, db, monkeypatch):
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)  # a line for each refusal

    statuses, faults = [], []
    for case in cases[mode]:
        status, fault = _tried(made[caller], case, is_forbidden=mode == "NEGATIVE")
        statuses.append(status)
        faults += fault

    assert not faults, "\n".join(sorted(set(faults)))
    assert len(statuses) >= CASES / 2
    assert any(status < 300 for status in statuses) == (mode == "POSITIVE")


def _tried(client, case, is_forbidden):
    """Its status, and what is wrong with the answer."""
    sent = case.as_transport_kwargs(base_url="http://testserver")
    with transaction.atomic():
        status, kind = _answer(client, sent)
        transaction.set_rollback(True)
    told = f"{case.method} {sent['url']} {sent.get('params')} {str(sent.get('json', sent.get('data')))[:200]}"
    if status >= 500:
        return status, [f"{status}: {told}"]
    if is_forbidden and status < 400:
        return status, [f"takes ({status}) what the document forbids: {told}"]
    if status >= 400 and kind != "application/problem+json":
        return status, [f"refuses ({status}) with {kind}: {told}"]
    return status, []


def _answer(client, sent):
    """Sent by the client of the tests, with its own session or token instead of an invented one."""
    address = urlsplit(sent["url"])
    query = "&".join(filter(None, [address.query, urlencode(sent.get("params") or {}, doseq=True)]))
    body = json.dumps(sent["json"]) if "json" in sent else sent.get("data") or b""
    headers = {name: str(value) for name, value in (sent.get("headers") or {}).items() if name.lower() not in OWN}
    kind = (sent.get("headers") or {}).get("Content-Type", "application/json")
    answer = client.generic(sent["method"], address.path, body, kind, headers=headers, QUERY_STRING=query)
    return answer.status_code, answer.headers.get("Content-Type", "").split(";")[0]
