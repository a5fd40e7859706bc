"""Is a use refused by the API with exactly the codes that the document shows, in the same words?"""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.card.actions import make_spoken
from accounts.people.actions import give_consent, withdraw_consent
from portal.workflow.engine import Refusal, perform
from services.models import CallBack, Check, Entitlement, Service, Use
from services.partners import api
from services.partners.refused_uses import WRITING
from services.partners.uses import record
from tests.cast import ask_for_family, official
from tests.harness import declared
from tests.services.webhooks.conftest import hospital_system, system_of  # noqa: F401 - fixtures

pytestmark = pytest.mark.slow
GREEN = "medical-green-channel"
PROBLEM = "application/problem+json"


@pytest.fixture
def scene(card, hospital, clock):
    """`scene.check(**about)` is a check at the hospital that found the card eligible, but for what `about` says."""

    def check(**about):
        seen = {"partner": hospital, "service": Service.objects.get(slug=GREEN), "card": card, "holder": card.talent}
        seen |= {"verdict": "eligible", "reason": "ok", "companions": 0, "channel": "api", "code_kind": "live"}
        return Check.objects.create(**(seen | {"checked_at": timezone.now()} | about))

    return SimpleNamespace(card=card, check=check)


def counted(**rule):
    Entitlement.objects.filter(service__slug=GREEN, tier__slug="b").update(is_allowed=True, **rule)


def rang_up(scene):
    check = scene.check(code_kind="spoken")
    code = make_spoken(scene.card, partner_kind="hospital", service=GREEN, good_for=dt.timedelta(hours=1))
    CallBack.objects.create(check_made=check, code=code)
    return check, {}


def without_consent(scene):
    check = scene.check()
    give_consent(scene.card.talent, "health", by=scene.card.talent)
    withdraw_consent(scene.card.talent, "health", by=scene.card.talent)
    return check, {}


def holder_where_a_child_is_counted(scene):
    counted(limit=1, period="stage")
    return scene.check(), {"stage": "primary"}


def child_without_a_stage(scene):
    asked = ask_for_family(scene.card)
    child = perform(asked, "accept", by=official("officer@example.cn", "province_officer", "heilongjiang")).cards.get()
    counted(limit=1, period="stage")
    return scene.check(card=child), {}


def used_up(scene):
    counted(limit=1, period="year")
    record(scene.check(), outcome="served")
    return scene.check(), {}


def done_already(scene):
    check = scene.check()
    record(check, outcome="postponed")
    return check, {"outcome": "postponed"}


CASES = {
    "no_holder": lambda scene: (scene.check(card=None, holder=None, verdict="not_eligible", reason="expired"), {}),
    "not_shown": rang_up,
    "check_too_old": lambda scene: (scene.check(checked_at=timezone.now() - dt.timedelta(hours=25)), {}),
    "not_eligible": lambda scene: (scene.check(verdict="not_eligible", reason="not_entitled"), {}),
    "consent_withdrawn": without_consent,
    "reason_missing": lambda scene: (scene.check(), {"outcome": "refused"}),
    "too_many_companions": lambda scene: (scene.check(companions=1), {"companions_used": 2}),
    "identity_not_seen": lambda scene: (scene.check(code_kind="offline"), {}),
    "child_not_named": holder_where_a_child_is_counted,
    "stage_missing": child_without_a_stage,
    "allowance_used_up": used_up,
    "already_recorded": done_already,
}


def documented(client):
    """By code, the example of the answer."""
    document = client.get("/api/schema/?format=json", headers={"Accept-Language": "en"}).json()
    answers = document["paths"]["/api/v1/partner/uses/"]["post"]["responses"]
    shown = [answers[status]["content"][PROBLEM]["examples"].values() for status in ("400", "409")]
    bodies = [example["value"] for examples in shown for example in examples]
    return {body["errors"]["reason"][0]["code"] if "reason" in body.get("errors", {}) else body["code"]: body
            for body in bodies}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_use_is_refused_as_the_document_shows(code, scene, hospital_system, client):  # noqa: F811
    check, said = CASES[code](scene)
    uses = Use.objects.count()

    body = {"check": str(check.public_id), "outcome": "served"} | said
    answer = hospital_system.post("/api/v1/partner/uses/", body, "application/json", headers={"Idempotency-Key": "k"})

    assert answer.json() == documented(client)[code]
    assert answer["Content-Type"] == PROBLEM
    assert Use.objects.count() == uses


def test_document_shows_these_refusals_and_no_others(client, db):
    of_every_write = {"invalid", "malformed", "idempotency_key_missing", "idempotency_key_invalid"}

    assert set(documented(client)) - of_every_write == set(CASES) == set(WRITING)


def test_refusal_that_the_document_does_not_know_fails_whichever_test_meets_it(scene, hospital_system, monkeypatch):  # noqa: F811
    """The control of what stands behind every test."""

    def made_up(*_args, **_more):
        raise Refusal("made_up", "Because.")

    monkeypatch.setattr(api, "write", made_up)
    body = {"check": str(scene.check().public_id), "outcome": "served"}

    answer = hospital_system.post("/api/v1/partner/uses/", body, "application/json", headers={"Idempotency-Key": "k"})

    assert answer.json()["code"] == "made_up"
    assert declared.UNDECLARED == ["POST Uses: 409 made_up"]
    declared.UNDECLARED.clear()
