"""Do the test codes answer each reason to a test key, on a real site too, and without a trace among what is real?"""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.conf import settings as site
from django.utils import timezone

from accounts.card.actions import show_code
from portal.models import InboxMessage, OutboxMessage
from services.models import AnsweredCall, Check, PartnerClient, SandboxCheck, ServiceRequest, Use
from services.partners import examples, kept_calls
from services.partners.clients import give_client
from services.partners.enums import Reason
from services.partners.sandbox import CODES
from tests.services.requests.test_refused_steps import asked_before
from tests.services.webhooks.conftest import hospital_system, system_of, tell  # noqa: F401 - fixtures

SERVICE = "medical-green-channel"
OK, USED_UP, UNKNOWN = "0000TEST00", "0000TEST10", "0000TEST01"
USES = "/api/v1/partner/uses/"
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture(params=["a real site", "a demonstration"])
def system(request, hospital, system_of, settings):  # noqa: F811
    """Of a hospital, with a key for tests."""
    settings.DEMO = request.param == "a demonstration"
    found = system_of(hospital)
    PartnerClient.objects.filter(pk=found.link.pk).update(is_test=True)
    return found


@pytest.fixture
def on_a_real_site(system, settings):
    settings.DEMO = False
    return system


def check(system, code, service=SERVICE, **headers):
    body = {"code": code, "service": service}
    return system.post("/api/v1/partner/checks/", body, "application/json", headers=headers)


def use(system, check_id, key="k", **said):
    body = {"check": check_id, "outcome": "served"} | said
    return system.post(USES, body, "application/json", headers={"Idempotency-Key": key})


def shape(value):
    """Which fields there are, however deep, and which of them hold nothing."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    return None if value in (None, []) else type(value).__name__


def nothing_real():
    """Rows about people, or about what somebody did."""
    return [model.objects.count() for model in (Check, Use, InboxMessage, OutboxMessage)] == [0, 0, 0, 0]


# -- the answers ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("code", "reason"), CODES.items())
def test_code_always_gets_its_answer_which_looks_like_the_example(system, code, reason):
    first, second = check(system, code), check(system, code)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["reason"] == second.json()["reason"] == reason
    expected = examples.check_answer(reason) | {"instructions": first.json()["instructions"]}
    assert bool(first.json()["instructions"]) == (reason == "ok")
    assert shape(first.json()) == shape(expected)
    assert nothing_real()


def test_every_reason_has_a_code_in_the_document():
    text = (Path(site.BASE_DIR) / "docs" / "partners.md").read_text()

    assert dict(re.findall(r"\| `(0000TEST\d\d)` \| `(\w+)` \|", text)) == CODES
    assert set(CODES.values()) == set(Reason.values)


def test_same_key_gets_the_first_answer_and_another_code_is_refused(system):
    key = {"Idempotency-Key": "one"}
    first, again, other = check(system, OK, **key), check(system, OK, **key), check(system, "0000TEST02", **key)

    assert first.json() == again.json()
    assert other.status_code == 422
    assert SandboxCheck.objects.count() == 1


def test_service_that_does_not_exist_is_refused_as_ever(system):
    answer = check(system, OK, service="no-such-service")

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["service"])


# -- what became of it ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("outcome", ["served", "postponed", "refused"])
def test_use_of_a_test_card_is_answered_once_and_counts_nowhere(system, outcome):
    made = check(system, OK).json()["id"]
    said = {"outcome": outcome, "reason": "本院没有这项服务。"}

    first, again, other = use(system, made, **said), use(system, made, **said), use(system, made, key="k2", **said)

    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
    assert shape(first.json()) == shape(examples.use_answer(outcome))
    assert (other.status_code, other.json()["code"]) == (409, "already_recorded")
    assert nothing_real()


@pytest.mark.parametrize(
    ("code", "said", "status", "why"),
    [
        (USED_UP, {}, 409, "not_eligible"),
        (UNKNOWN, {}, 409, "no_holder"),
        (OK, {"companions_used": 1}, 409, "too_many_companions"),
        (OK, {"outcome": "refused"}, 400, "invalid"),
    ],
)
def test_use_is_refused_by_the_rules_of_all_uses(system, code, said, status, why):
    answer = use(system, check(system, code).json()["id"], **said)

    assert (answer.status_code, answer.json()["code"]) == (status, why)


def test_check_of_another_key_is_not_found(system, hospital, system_of):  # noqa: F811
    other = system_of(hospital)
    made = check(system, OK).json()["id"]

    answer = use(other, made)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["check"])


# -- apart from what is real ------------------------------------------------------------------------------------------
def test_test_code_means_nothing_to_a_real_key(hospital_system):  # noqa: F811
    assert check(hospital_system, OK).json()["reason"] == "unknown_code"
    assert (SandboxCheck.objects.count(), Check.objects.count()) == (0, 1)


def test_real_code_is_unknown_to_a_test_key_and_is_not_used_up(on_a_real_site, hospital_system, card):  # noqa: F811
    code = show_code(card)[0]

    tried = check(on_a_real_site, code)

    assert (tried.json()["reason"], tried.json()["holder"]) == ("unknown_code", None)
    assert Check.objects.count() == 0
    assert check(hospital_system, code).json()["reason"] == "ok"


def test_real_code_is_checked_in_a_demonstration_where_nobody_is_real(system, settings, card):
    settings.DEMO = True

    assert check(system, show_code(card)[0]).json()["reason"] == "ok"


def test_test_key_sees_no_request_no_event_and_no_real_check(school, system_of, card, settings):  # noqa: F811
    settings.DEMO = False
    real, test = system_of(school), system_of(school)
    PartnerClient.objects.filter(pk=test.link.pk).update(is_test=True)
    asked_before(card)
    tell(school, "school-place")
    decide = f"/api/v1/partner/requests/{ServiceRequest.objects.get().code}/decision/"

    def seen(system):
        return [len(system.get(f"/api/v1/partner/{name}/").json()["results"]) for name in ("requests", "events")]

    assert (seen(real), seen(test)) == ([1, 2], [0, 0])
    assert test.post(decide, {"decision": "grant"}, "application/json").status_code == 404


def test_test_key_records_nothing_of_a_real_check(on_a_real_site, hospital_system, card):  # noqa: F811
    made = check(hospital_system, show_code(card)[0]).json()["id"]

    answer = use(on_a_real_site, made)

    assert (answer.status_code, list(answer.json().get("errors", {})), Use.objects.count()) == (400, ["check"], 0)


def test_programmer_finds_the_calls_of_a_test_key_and_they_are_forgotten(system):
    use(system, check(system, OK).json()["id"])
    calls = AnsweredCall.objects.order_by("pk").values_list("call", flat=True)
    assert list(calls) == ["api/v1/partner/checks/", "api/v1/partner/uses/"]
    old = timezone.now() - dt.timedelta(days=31)
    AnsweredCall.objects.update(called_at=old)
    SandboxCheck.objects.update(checked_at=old)

    assert kept_calls.forget() == 3
    assert not SandboxCheck.objects.exists()


def test_test_key_is_given_by_dialog_and_shown_as_one(as_user, policy_admin, desk_staff, hospital):
    browser, page = as_user(policy_admin), f"/admin/accounts/partner/{hospital.pk}"

    browser.post(f"{page}/client/", {"is_test": "on", "form_key": "k1"})

    assert PartnerClient.objects.get().is_test
    assert "for tests" in browser.get(f"{page}/change/", headers=ENGLISH).text
    assert "for tests" in as_user(desk_staff).get("/desk/systems/", headers=ENGLISH).text
    assert not give_client(hospital)[0].is_test


def test_test_keys_take_nothing_from_the_measure_of_the_counter(on_a_real_site, hospital_system, settings):  # noqa: F811
    settings.PARTNER_CALLS_A_MINUTE = 2
    tried = [check(on_a_real_site, OK).status_code for _ in range(4)]

    assert tried[-1] == 429
    assert check(hospital_system, OK).status_code == 201


def test_document_has_an_example_for_each_answer(client, db):
    paths = client.get("/api/schema/?format=json").json()["paths"]
    checks, uses = (paths[f"/api/v1/partner/{name}/"]["post"]["responses"] for name in ("checks", "uses"))

    shown = checks["201"]["content"]["application/json"]["examples"].values()
    assert {example["value"]["reason"] for example in shown} == set(Reason.values)
    done = uses["201"]["content"]["application/json"]["examples"].values()
    assert {example["value"]["outcome"] for example in done} == {"served", "postponed", "refused"}
