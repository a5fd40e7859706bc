"""Is whatever goes wrong with a request said clearly, and is nothing lost or done twice by it?"""

import json

import pytest
from django.core import mail
from django.test import Client

from portal.audit.models import History
from portal.kept_forms.models import KeptForm
from portal.notifications.drain import drain
from portal.notifications.models import OutboxMessage
from portal.workflow.engine import perform
from services.models import SchoolPlace, Service, ServiceRequest
from services.requests.actions import ask
from tests.cast import staff_of
from tests.services.partners.test_api import token_of  # noqa: F401
from tests.services.requests.test_api import call  # noqa: F401
from tests.services.requests.test_requests import CHILD, answers

NEW = "/me/requests/new/school-place/"
FORM = CHILD | {"consent": "on", "form_key": "a"}


@pytest.fixture
def made(card, school, catalogue):
    place = Service.objects.get(slug="school-place")
    return ask(card, place, answers=answers("school-place", card, CHILD), by=card.talent)


def test_form_posted_after_the_session_ended_comes_back_and_is_sent_once(card, school, as_user):
    browser = as_user(card.talent)
    browser.get(NEW)
    browser.cookies.pop("sessionid")

    turned = browser.post(NEW, FORM, headers={"referer": f"http://testserver{NEW}"})
    browser.force_login(card.talent)
    kept = KeptForm.objects.get().public_id
    page = browser.get(f"{NEW}?kept={kept}").content.decode()

    assert turned.url.startswith("/accounts/login/")
    assert ServiceRequest.objects.count() == 0
    assert 'value="李小雪"' in page
    assert 'value="2020-03-01"' in page
    browser.post(NEW, FORM | {"kept_form": str(kept)})
    browser.post(NEW, FORM | {"kept_form": str(kept)})
    assert SchoolPlace.objects.get().child_name == "李小雪"


def test_same_request_by_the_api_twice_is_one_request(call, card, school):  # noqa: F811
    api, body = call(card.talent), {"service": "school-place", "answers": CHILD}

    first, again = [api("post", "me/requests/", body, **{"idempotency-key": "k"}) for _ in range(2)]
    other = api("post", "me/requests/", body | {"service": "home-purchase-subsidy"}, **{"idempotency-key": "k"})
    without = api("post", "me/requests/", body)

    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
    assert (other.status_code, without.status_code, without.json()["code"]) == (422, 409, "already_asked")
    assert ServiceRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "code", "fields"),
    [
        ("{not json", "malformed", []),
        ("[]", "invalid", ["body"]),
        ({"service": "no-such-service", "answers": CHILD}, "invalid", ["service"]),
        ({"service": "airport-lane", "answers": CHILD}, "invalid", ["service"]),
        ({"service": "school-place", "answers": "all of them"}, "invalid", ["answers"]),
        ({"service": "school-place"}, "invalid", ["answers"]),
        ({"service": "school-place", "answers": CHILD, "colour": "red"}, "invalid", ["colour"]),
        ({"service": "school-place", "answers": CHILD | {"colour": "red"}}, "invalid", ["answers.colour"]),
    ],
)
def test_bad_body_is_a_problem_that_names_its_field(card, school, as_user, body, code, fields):
    text = body if isinstance(body, str) else json.dumps(body)

    answer = as_user(card.talent).post("/api/v1/me/requests/", text, content_type="application/json")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert (answer.json()["code"], sorted(answer.json().get("errors", {}))) == (code, fields)
    assert ServiceRequest.objects.count() == 0


@pytest.mark.parametrize(
    "path", ["services/", "tiers/", "me/requests/", "me/accreditations/", "me/access-log/", "me/notifications/"]
)
def test_page_of_a_million_rows_is_refused(card, as_user, path):
    answer = as_user(card.talent).get(f"/api/v1/{path}", {"page_size": "1000000"})

    assert (answer.status_code, sorted(answer.json()["errors"])) == (400, ["page_size"])


# -- the decision -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("step", ["decline", "return"])
def test_desk_that_gives_no_reason_gets_its_form_back_and_nothing_happens(made, school_staff, as_user, step):
    rows = History.objects.count()

    answer = as_user(school_staff).post(f"/desk/requests/{made.code}/{step}/", {"reason": " ", "form_key": "a"})

    made.refresh_from_db()
    assert (answer.status_code, answer.context["form"].errors.keys()) == (200, {"reason"})
    assert (made.status, History.objects.count()) == ("submitted", rows)


def test_desk_that_comes_too_late_is_told_and_keeps_its_words(made, school, school_staff, as_user):
    perform(made, "grant", by=staff_of(school, "colleague@school.example.cn"))

    answer = as_user(school_staff).post(f"/desk/requests/{made.code}/decline/", {"reason": "学位已满", "form_key": "a"})

    made.refresh_from_db()
    assert answer.status_code == 409
    assert "可能刚刚有人办理过" in answer.content.decode()
    assert "学位已满" in answer.content.decode()
    assert made.status == "granted"


@pytest.fixture
def decide(made, school, token_of):  # noqa: F811
    headers = {"authorization": f"Bearer {token_of(school)}"}

    def send(**body):
        path = f"/api/v1/partner/requests/{made.code}/decision/"
        return Client().post(path, json.dumps(body), content_type="application/json", headers=headers)

    return send


def test_partners_system_declines_only_with_a_reason_and_decides_once(decide, made):
    without = decide(decision="decline")
    declined = decide(decision="decline", reason="今年无空余学位")
    late = decide(decision="grant")

    made.refresh_from_db()
    assert (without.status_code, sorted(without.json()["errors"])) == (400, ["reason"])
    assert (declined.status_code, declined.json()["status"]) == (200, "declined")
    assert (late.status_code, late.json()["code"]) == (409, "wrong_status")
    assert made.status == "declined"


# -- the mail server --------------------------------------------------------------------------------------------------
def test_decision_stands_while_the_mail_server_is_down_and_its_letter_leaves_later(made, school_staff, settings):
    drain()
    mail.outbox.clear()
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens at the discard port

    perform(made, "grant", by=school_staff)
    drain()

    made.refresh_from_db()
    letter = OutboxMessage.objects.get(template="request_granted")
    assert (made.status, letter.state, letter.tries) == ("granted", "pending", 1)
    settings.EMAIL_BACKEND = working
    OutboxMessage.objects.filter(pk=letter.pk).update(next_attempt_at=letter.created_at)
    drain()
    letter.refresh_from_db()
    assert letter.state == "sent"
    assert [sent.to for sent in mail.outbox] == [[made.talent.email]]
