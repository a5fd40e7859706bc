"""Do the test codes of the sandbox answer each reason, for its own system alone and only in a demonstration?"""

import re
from pathlib import Path

import pytest
from django.conf import settings as site
from django.urls import reverse

from services.models import Check, Use
from services.partners import examples
from services.partners.enums import Reason
from services.partners.querysets import SANDBOX
from services.partners.sandbox import CODES, HOLDER
from tests.cast import honours, person
from tests.factories import CardFactory, PartnerFactory
from tests.services.webhooks.conftest import hospital_system, system_of  # noqa: F401 - fixtures

SERVICE = "medical-green-channel"
OK = "0000TEST00"


@pytest.fixture
def sandbox(system_of, catalogue):  # noqa: F811
    CardFactory(talent=person(HOLDER, "测试卡"))
    return system_of(honours(PartnerFactory(slug=SANDBOX), SERVICE))


def check(system, code, service=SERVICE, **headers):
    body = {"code": code, "service": service}
    return system.post("/api/v1/partner/checks/", body, "application/json", headers=headers)


def shape(value):
    """Which fields there are, however deep, and which of them hold nothing."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    return None if value in (None, []) else type(value).__name__


@pytest.mark.parametrize(("code", "reason"), CODES.items())
def test_code_always_gets_its_answer_which_looks_like_the_example(sandbox, code, reason):
    first, second = check(sandbox, code), check(sandbox, code)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["reason"] == second.json()["reason"] == reason
    if reason not in (Reason.UNKNOWN_CODE, Reason.EXPIRED, Reason.ALREADY_USED, Reason.OTHER_SITE):
        expected = examples.check_answer(reason) | {"instructions": first.json()["instructions"]}
        assert bool(first.json()["instructions"]) == (reason == "ok")
        assert shape(first.json()) == shape(expected)


def test_every_reason_has_a_code_in_the_document():
    text = (Path(site.BASE_DIR) / "docs" / "partners.md").read_text()

    assert dict(re.findall(r"\| `(0000TEST\d\d)` \| `(\w+)` \|", text)) == CODES
    assert set(CODES.values()) == set(Reason.values)


def test_use_of_a_test_card_is_recorded_once(sandbox):
    made = check(sandbox, OK).json()
    use = {"check": made["id"], "outcome": "served"}
    uses = reverse("api-partner-uses")

    answers = [sandbox.post(uses, use, "application/json", headers={"Idempotency-Key": "k"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert shape(answers[0].json()) == shape(examples.use_answer("served"))
    assert Use.objects.count() == 1


def test_same_key_gets_the_first_answer_and_another_code_is_refused(sandbox):
    key = {"Idempotency-Key": "one"}
    first, again, other = check(sandbox, OK, **key), check(sandbox, OK, **key), check(sandbox, "0000TEST02", **key)

    assert first.json() == again.json()
    assert other.status_code == 422
    assert Check.objects.count() == 1


def test_test_code_means_nothing_to_another_partner(sandbox, hospital_system):  # noqa: F811
    assert check(hospital_system, OK).json()["reason"] == "unknown_code"


def test_test_code_means_nothing_where_it_is_no_demonstration(sandbox, settings):
    settings.DEMO = False

    assert check(sandbox, OK).json()["reason"] == "unknown_code"


def test_document_has_an_example_for_each_answer(client, db):
    paths = client.get("/api/schema/?format=json").json()["paths"]
    checks, uses = (paths[f"/api/v1/partner/{name}/"]["post"]["responses"] for name in ("checks", "uses"))

    shown = checks["201"]["content"]["application/json"]["examples"].values()
    assert {example["value"]["reason"] for example in shown} == set(Reason.values)
    done = uses["201"]["content"]["application/json"]["examples"].values()
    assert {example["value"]["outcome"] for example in done} == {"served", "postponed", "refused"}
    refused = uses["409"]["content"]["application/problem+json"]["examples"]
    assert {example["value"]["code"] for example in refused.values()} == {code for code, _ in examples.REFUSED_USES}
