"""How the API refuses: always as a problem, with a code."""

import pytest

from portal.api.problems import MEDIA_TYPE

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


def problem_of(response, status):
    assert (response.status_code, response.headers["Content-Type"]) == (status, MEDIA_TYPE)
    body = response.json()
    assert (body["status"], body["type"]) == (status, "about:blank")
    return body


def send(browser, body, **headers):
    content = body if isinstance(body, bytes) else None
    sent = {"data": content if content is not None else body, "content_type": "application/json"}
    return browser.post("/api/v1/writes/", **sent, headers=ENGLISH | headers)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"not json",
        b'{"tier": NaN}',
        b'{"tier": "a", "tier": "b"}',
        rb'{"tier": "\ud800"}',
        rb'{"tier": "\u0000"}',
        b'\xff\xfe{"tier": "a"}',
        b"[" * 100_000,
        b'{"tier": ' + b"9" * 5000 + b"}",
    ],
)
def test_json_that_is_not_json_is_malformed(talent, as_user, body):
    assert problem_of(send(as_user(talent), body), 400)["code"] == "malformed"


def test_body_beyond_the_bound_is_too_large(talent, as_user, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    assert problem_of(send(as_user(talent), b'"' + b"a" * 99 + b'"'), 413)["code"] == "too_large"
    assert problem_of(send(as_user(talent), b'"' + b"a" * 98 + b'"'), 400)["code"] == "invalid"


def test_unknown_and_read_only_fields_are_named(talent, as_user):
    body = problem_of(send(as_user(talent), {"tier": "a", "code": "X", "extra": 1}), 400)

    assert body["code"] == "invalid"
    assert body["errors"] == {
        "code": [{"code": "unknown_field", "message": "Unknown field."}],
        "extra": [{"code": "unknown_field", "message": "Unknown field."}],
    }


def test_fault_of_a_nested_field_has_its_path(talent, as_user):
    body = problem_of(send(as_user(talent), {"tier": "x", "children": [{"name": "ok"}, {"name": "too long"}, {}]}), 400)

    assert {name: [error["code"] for error in found] for name, found in body["errors"].items()} == {
        "tier": ["invalid_choice"],
        "children.1.name": ["max_length"],
        "children.2.name": ["required"],
    }


def test_body_that_is_a_list_is_refused(talent, as_user):
    assert list(problem_of(send(as_user(talent), [1]), 400)["errors"]) == ["body"]


def test_problem_speaks_the_language_asked_for(talent, as_user):
    response = as_user(talent).post("/api/v1/writes/", {}, "application/json", headers={"Accept-Language": "zh-hans"})

    assert problem_of(response, 400)["errors"]["tier"][0]["message"] == "该字段是必填项。"


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("wrong_status", 409, "wrong_status"),
        ("not_allowed", 403, "not_allowed"),
        ("reason_missing", 400, "invalid"),
        ("denied", 403, "permission_denied"),
    ],
)
def test_refusal_of_a_flow_keeps_its_code(client, kind, status, code):
    assert problem_of(client.get(f"/api/v1/refusals/{kind}/"), status)["code"] == code


def test_reason_that_is_missing_is_a_fault_of_its_field(client):
    body = client.get("/api/v1/refusals/reason_missing/").json()

    assert body["errors"] == {"reason": [{"code": "reason_missing", "message": "Say why."}]}


def test_fault_of_ours_is_a_problem_that_tells_nothing(client):
    client.raise_request_exception = False

    body = problem_of(client.get("/api/v1/refusals/fault/", headers=ENGLISH), 500)

    assert body["code"] == "server_error"
    assert "Zero" not in str(body)


def test_address_without_a_call_is_a_problem_and_a_page_stays_a_page(client):
    assert problem_of(client.get("/api/v1/none/"), 404)["code"] == "not_found"
    assert problem_of(client.get("/api/"), 404)["code"] == "not_found"
    assert client.get("/none/").headers["Content-Type"].startswith("text/html")


def test_method_and_media_type_that_do_not_fit_are_problems(talent, as_user):
    browser = as_user(talent)

    assert problem_of(browser.put("/api/v1/writes/"), 405)["code"] == "method_not_allowed"
    wrong = browser.post("/api/v1/writes/", b"a", "text/plain")
    assert problem_of(wrong, 415)["code"] == "unsupported_media_type"


def test_same_key_with_another_body_is_422_and_with_the_same_is_replayed(talent, as_user):
    browser = as_user(talent)

    first = send(browser, {"tier": "a"}, **{"Idempotency-Key": "k"})
    again = send(browser, {"tier": "a"}, **{"Idempotency-Key": "k"})
    other = send(browser, {"tier": "b"}, **{"Idempotency-Key": "k"})

    assert first.json() == again.json() == {"times": 1}
    assert again.status_code == 201
    assert problem_of(other, 422)["code"] == "key_reused"


def test_fault_in_the_body_leaves_the_key_free(talent, as_user):
    browser = as_user(talent)
    assert send(browser, {"tier": "x"}, **{"Idempotency-Key": "k"}).status_code == 400

    assert send(browser, {"tier": "a"}, **{"Idempotency-Key": "k"}).status_code == 201
