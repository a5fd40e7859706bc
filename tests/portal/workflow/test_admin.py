"""Can an official take each step by dialog, once, and only with a POST; and what do they see when they cannot?"""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils.translation import override

from portal.audit.models import History
from portal.notifications.models import InboxMessage
from portal.workflow.engine import perform
from portal.workflow.models import Reason

from .papers.models import Paper, Receipt


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def office(as_user, reader):
    client = as_user(reader)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def dialog(paper, step):
    return f"/admin/papers/paper/{paper.pk}/step/{step}/"


def change(paper):
    return f"/admin/papers/paper/{paper.pk}/change/"


def texts_of(response, tag):
    return [text.strip() for text in re.findall(rf"<{tag}[^>]*>([^<]*)</{tag}>", response.content.decode())]


def test_case_page_has_a_button_for_each_step_that_is_possible(office, submitted):
    page = office.get(change(submitted))

    assert [(b.name, b.url, b.tone) for b in page.context["buttons"]] == [
        ("take", dialog(submitted, "take"), ""),
        ("refuse", dialog(submitted, "refuse"), "bad"),
        ("ask", dialog(submitted, "ask"), "quiet"),
        ("delay", dialog(submitted, "delay"), "quiet"),
        ("hand_over", dialog(submitted, "hand_over"), "quiet"),
    ]


def test_case_page_saved_by_hand_never_writes_a_status(office, submitted):
    office.post(change(submitted), {"title": "On snow", "pages": "4", "status": "taken", "taken_at_0": "2026-11-20"})

    paper = Paper.objects.get()
    assert (paper.title, paper.status, paper.taken_at) == ("On snow", "submitted", None)
    assert History.objects.count() == 0


def test_get_of_a_dialog_asks_and_writes_nothing(office, submitted):
    page = office.get(dialog(submitted, "refuse"))

    assert page.status_code == 200
    assert list(page.context["form"].fields) == ["reason"]
    assert page.context["form"].fields["reason"].required is True
    assert (History.objects.count(), Paper.objects.get().status) == (0, "submitted")


def test_post_takes_the_step_and_says_so(office, submitted, reader):
    page = office.post(dialog(submitted, "refuse"), {"reason": "A copy."}, follow=True)

    row = History.objects.get()
    assert page.redirect_chain == [(change(submitted), 302)]
    assert [str(message) for message in page.context["messages"]] == [
        f"“Refuse” is done. {submitted} is now “Refused”."
    ]
    assert (row.action, row.actor_id, Reason.objects.get().text) == ("refuse", reader.public_id, "A copy.")
    assert "A copy." in page.content.decode()


def test_post_without_the_reason_comes_back_with_the_field_marked(office, submitted):
    page = office.post(dialog(submitted, "refuse"), {"reason": "  "})

    assert page.status_code == 200
    assert page.context["form"].errors == {"reason": ["This field is required."]}
    assert (History.objects.count(), Paper.objects.get().status) == (0, "submitted")


def test_post_after_someone_else_decided_says_so_and_keeps_the_words(office, submitted, writer):
    perform(submitted, "withdraw", by=writer)

    page = office.post(dialog(submitted, "refuse"), {"reason": "Three pages of reasons"})

    assert page.status_code == 409
    assert str(page.context["verdict"].message) == (
        "“Refuse” is not possible now: the status is “Draft”. Someone may have just decided."
    )
    assert "Three pages of reasons" in texts_of(page, "blockquote")
    assert [event.action for event in page.context["story"]] == ["withdraw"]
    assert list(History.objects.values_list("action", flat=True)) == ["withdraw"]


def test_the_same_form_sent_twice_acts_once_and_lands_in_the_same_place(office, submitted):
    form = {"reason": "Good", "form_key": "k1"}

    first, second = (office.post(dialog(submitted, "take"), form) for _ in range(2))

    assert (first.status_code, first.url) == (second.status_code, second.url) == (302, change(submitted))
    assert (History.objects.count(), Receipt.objects.count(), InboxMessage.objects.count()) == (1, 1, 1)


def test_refused_form_leaves_its_key_free(office, submitted):
    office.post(dialog(submitted, "refuse"), {"reason": "", "form_key": "k1"})

    page = office.post(dialog(submitted, "refuse"), {"reason": "A copy.", "form_key": "k1"})

    assert (page.status_code, Paper.objects.get().status) == (302, "refused")


@pytest.mark.parametrize("method", ["get", "post"])
def test_dialog_of_a_hidden_case_is_not_found(office, submitted, method):
    Paper.objects.update(title="secret")

    assert getattr(office, method)(dialog(submitted, "take")).status_code == 404
    assert History.objects.count() == 0


def test_dialog_of_an_unknown_step_is_not_found(office, submitted):
    assert office.get(dialog(submitted, "fly")).status_code == 404


def test_dialog_is_closed_to_people_who_are_no_officials(as_user, submitted, writer):
    assert as_user(writer).post(dialog(submitted, "take")).status_code == 404
    assert Paper.objects.get().status == "submitted"


def test_step_by_get_with_data_changes_nothing(office, submitted):
    office.get(dialog(submitted, "take"), {"reason": "x", "form_key": "k"})

    assert (History.objects.count(), Paper.objects.get().status) == (0, "submitted")


def test_case_that_left_ones_sight_leads_to_the_list(office, submitted, monkeypatch):
    from .papers import workflow

    def hide(paper, *, by, reason, data):
        Paper.objects.filter(pk=paper.pk).update(title="secret")

    monkeypatch.setattr(workflow, "give_receipt", hide)

    assert office.post(dialog(submitted, "take")).url == "/admin/papers/paper/"


def test_reason_typed_while_the_session_ended_comes_back(reader, submitted):
    browser = Client(HTTP_ACCEPT_LANGUAGE="en")
    browser.force_login(reader)
    browser.get(dialog(submitted, "refuse"))
    browser.cookies.pop("sessionid")

    sign_in = browser.post(dialog(submitted, "refuse"), {"reason": "Half a page <of reasons>"})
    browser.force_login(reader)
    page = browser.get(parse_qs(urlsplit(sign_in.url).query)["next"][0])

    assert Paper.objects.get().status == "submitted"
    assert texts_of(page, "textarea") == ["Half a page &lt;of reasons&gt;"]
