"""Can the person a case belongs to take its steps, and does nobody else find them?"""

import pytest

from portal.access import ACCESS, Audience
from portal.audit.models import History
from portal.workflow.engine import perform

from .papers import urls
from .papers.models import Paper


@pytest.fixture(autouse=True)
def paper_pages(settings, monkeypatch):
    settings.ROOT_URLCONF = urls.__name__
    monkeypatch.setitem(ACCESS, "paper-step", Audience.SIGNED_IN)


@pytest.fixture
def own(as_user, writer):
    client = as_user(writer)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def at(paper, step):
    return f"/papers/{paper.public_id}/{step}/"


def test_get_asks_and_post_does(own, paper):
    page = own.get(at(paper, "submit"))

    assert (page.status_code, page.context["step"].name, list(page.context["form"].fields)) == (200, "submit", [])
    assert Paper.objects.get().status == "draft"

    done = own.post(at(paper, "submit"), {"form_key": "k"}, follow=True)

    assert done.redirect_chain == [("/privacy/", 302)]
    assert [str(message) for message in done.context["messages"]] == ["Done: “Hand in”. The status is now “Submitted”."]
    assert Paper.objects.get().status == "submitted"


def test_post_twice_acts_once(own, paper):
    for _press in range(2):
        assert own.post(at(paper, "submit"), {"form_key": "k"}).url == "/privacy/"

    assert [row.action for row in History.objects.of(paper)] == ["submit"]


def test_guard_that_refuses_says_why(own, paper):
    Paper.objects.update(title="")

    page = own.post(at(paper, "submit"))

    assert page.status_code == 409
    assert "Give the paper a title." in page.text
    assert History.objects.count() == 0


def test_step_that_came_too_late_says_so(own, submitted, reader):
    perform(submitted, "take", by=reader)

    page = own.post(at(submitted, "withdraw"))

    assert page.status_code == 409
    assert "“Take back” is not possible now: the status is “Taken”." in page.text
    assert [row.action for row in History.objects.of(submitted)] == ["take"]


@pytest.mark.parametrize("step", ["take", "fly"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_step_of_somebody_else_and_unknown_step_are_not_found(own, submitted, method, step):
    assert getattr(own, method)(at(submitted, step)).status_code == 404
    assert History.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_case_of_somebody_else_is_not_found(as_user, other_talent, paper, method):
    assert getattr(as_user(other_talent), method)(at(paper, "submit")).status_code == 404
    assert Paper.objects.get().status == "draft"


def test_stranger_is_asked_to_sign_in(anonymous, paper):
    assert anonymous.get(at(paper, "submit")).url.startswith("/accounts/login/")
