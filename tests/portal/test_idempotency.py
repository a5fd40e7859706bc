"""What a repeated write does, and what it leaves behind."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory, force_authenticate
from rest_framework.views import APIView

from portal.idempotency import KeyReused, once
from portal.idempotency.api import IdempotentWrites
from portal.idempotency.forms import once_per_form
from portal.idempotency.models import IdempotencyKey
from portal.idempotency.once import purge

pytestmark = pytest.mark.django_db


class Counter:
    """An effect that says how often it happened."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> tuple[int, dict]:
        self.times += 1
        return 201, {"times": self.times}


def test_once_repeated_replays_the_first_answer():
    effect = Counter()

    first = once("me", "k", {"a": 1, "b": 2}, effect)
    second = once("me", "k", {"b": 2, "a": 1}, effect)

    assert first == (201, {"times": 1}, False)
    assert second == (201, {"times": 1}, True)
    assert effect.times == 1


def test_once_with_another_body_is_refused_and_does_nothing():
    effect = Counter()
    once("me", "k", b"one", effect)

    with pytest.raises(KeyReused):
        once("me", "k", b"two", effect)

    assert effect.times == 1


def test_once_in_another_scope_is_another_key():
    effect = Counter()

    once("me", "k", b"", effect)
    once("you", "k", b"", effect)

    assert effect.times == 2


def test_once_that_fails_leaves_neither_effect_nor_key():
    def effect() -> tuple[int, dict]:
        get_user_model().objects.create_user(email="left@example.org")
        raise RuntimeError("later")

    with pytest.raises(RuntimeError):
        once("me", "k", b"", effect)

    assert not get_user_model().objects.exists()
    assert not IdempotencyKey.objects.exists()


def test_purge_forgets_only_old_keys():
    with time_machine.travel(timezone.now() - timedelta(days=8)):
        once("me", "old", b"", Counter())
    once("me", "new", b"", Counter())

    assert purge() == 1
    assert IdempotencyKey.objects.get().key == "new"


class CountingView(IdempotentWrites, APIView):
    permission_classes = ()
    times = 0

    def post(self, request, status=201):
        type(self).times += 1
        return Response({"times": type(self).times}, status=status)

    def get(self, request):
        return Response({})


class StrictView(CountingView):
    idempotency_required = True


@pytest.fixture
def send():
    CountingView.times = StrictView.times = 0
    user = get_user_model().objects.create_user(email="me@example.org")

    def post(body=None, key=None, view=CountingView, by=user, method="post", **kwargs):
        headers = {} if key is None else {"HTTP_IDEMPOTENCY_KEY": key}
        request = getattr(APIRequestFactory(), method)("/uses/", body or {}, format="json", **headers)
        force_authenticate(request, by)
        return view.as_view()(request, **kwargs)

    return post


def test_api_write_with_the_same_key_is_done_once(send):
    first, second = send({"a": 1}, "k"), send({"a": 1}, "k")

    assert (first.status_code, first.data) == (second.status_code, second.data) == (201, {"times": 1})
    assert second.headers["Idempotent-Replayed"] == "true"
    assert CountingView.times == 1


def test_api_write_without_a_key_is_done_each_time(send):
    assert [send().data["times"], send().data["times"]] == [1, 2]


def test_api_write_with_another_body_is_422_and_does_nothing(send):
    send({"a": 1}, "k")

    response = send({"a": 2}, "k")

    assert (response.status_code, response.data["code"]) == (422, "key_reused")
    assert CountingView.times == 1


def test_api_write_of_another_person_has_its_own_keys(send):
    send({}, "k")
    other = get_user_model().objects.create_user(email="other@example.org")

    assert send({}, "k", by=other).data == {"times": 2}


def test_api_write_that_was_refused_is_tried_afresh(send):
    assert send({}, "k", status=409).status_code == 409
    assert send({}, "k").status_code == 201


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (None, "idempotency_key_missing"),
        ("x" * 256, "idempotency_key_invalid"),
        ("a b", "idempotency_key_invalid"),
        ("", "idempotency_key_invalid"),
    ],
)
def test_api_write_with_a_bad_key_where_one_is_required_is_400(send, key, code):
    response = send({}, key, view=StrictView)

    assert response.status_code == 400
    assert response.data["code"] == code
    assert StrictView.times == 0


def test_api_read_needs_no_key(send):
    assert send(None, None, view=StrictView, method="get").status_code == 200


@pytest.fixture
def submit():
    def post(fields, run):
        request = RequestFactory().post("/apply/?step=2", fields)
        request.user = get_user_model().objects.filter(email="me@example.org").first() or AnonymousUser()
        request.session = type("Session", (), {"session_key": "abc"})()
        request._messages = CookieStorage(request)
        sent.append(request)
        return once_per_form(request, run), request

    sent = []
    get_user_model().objects.create_user(email="me@example.org")
    yield post
    for request in sent:
        request.close()


def test_form_sent_twice_acts_once_and_leads_to_the_same_page(submit):
    done = []

    def run():
        done.append(1)
        return HttpResponseRedirect(f"/cases/{len(done)}/")

    fields = {"form_key": "k", "text": "a", "csrfmiddlewaretoken": "1"}
    first, _ = submit(fields, run)
    second, _ = submit(fields | {"csrfmiddlewaretoken": "2"}, run)

    assert (first.status_code, first.url) == (second.status_code, second.url) == (302, "/cases/1/")
    assert done == [1]


def test_form_with_errors_leaves_its_key_free(submit):
    shown, _ = submit({"form_key": "k"}, lambda: HttpResponse("wrong"))
    sent, _ = submit({"form_key": "k", "text": "b"}, lambda: HttpResponseRedirect("/done/"))

    assert shown.content == b"wrong"
    assert sent.url == "/done/"


def test_form_with_the_same_key_and_another_file_says_so_and_does_nothing(submit):
    def send(content):
        file = SimpleUploadedFile("a.pdf", content)
        return submit({"form_key": "k", "file": file}, lambda: HttpResponseRedirect("/done/"))

    first, _ = send(b"1")
    repeat, _ = send(b"1")
    other, request = send(b"2")

    assert (first.url, repeat.url, other.url) == ("/done/", "/done/", "/apply/?step=2")
    assert [str(message) for message in request._messages] != []


def test_form_without_a_key_runs_as_it_is(submit):
    response, _ = submit({}, lambda: HttpResponseRedirect("/done/"))

    assert response.url == "/done/"
    assert not IdempotencyKey.objects.exists()


def test_form_key_tag_gives_each_form_its_own():
    template = Template("{% load form_key %}{% form_key %}")

    first, second = template.render(Context()), template.render(Context())

    assert first.startswith('<input type="hidden" name="form_key" value="')
    assert first != second
