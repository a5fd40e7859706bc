"""Can a talent begin, choose, go on elsewhere, submit and withdraw, and find nobody else's application?"""

import pytest

from accounts.models import Application
from policies.models import Criterion
from tests.factories import ApplicationFactory


@pytest.fixture
def browser(profiled, as_user):
    client = as_user(profiled)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_draft_is_saved_at_each_step_and_found_again(browser, profiled, as_user):
    criterion = Criterion.objects.filter(tier__slug="b").first()

    begun = browser.post("/me/applications/new/", {"tier": "b", "form_key": "a"})
    again = browser.post("/me/applications/new/", {"tier": "b", "form_key": "a"})
    chosen = browser.post(begun.url, {"criteria": [criterion.slug], "form_key": "b"})

    made = Application.objects.get()
    assert begun.url == again.url == f"/me/applications/{made.code}/criteria/"
    assert chosen.url == f"/me/applications/{made.code}/evidence/"
    elsewhere = as_user(profiled).get(f"/me/applications/{made.code}/").content.decode()
    assert criterion.text_zh in elsewhere or criterion.text_en in elsewhere


def test_second_open_application_is_refused_with_the_way_to_the_first(browser, profiled):
    ApplicationFactory(talent=profiled)

    answer = browser.post("/me/applications/new/", {"tier": "c", "form_key": "a"})

    assert answer.status_code == 422
    assert "You already have an open application" in answer.content.decode()
    assert Application.objects.count() == 1


def test_nothing_chosen_comes_back_with_a_clear_word(browser, profiled):
    made = ApplicationFactory(talent=profiled)

    answer = browser.post(f"/me/applications/{made.code}/criteria/", {"form_key": "a"})

    assert answer.status_code == 422
    assert "Choose at least one criterion." in answer.content.decode()


def test_submission_without_evidence_is_refused_and_says_what_is_missing(browser, profiled):
    made = ApplicationFactory(talent=profiled)
    made.evidence.all().delete()

    page = browser.get(f"/me/applications/{made.code}/").content.decode()
    answer = browser.post(f"/me/applications/{made.code}/submit/", {"form_key": "a"})

    made.refresh_from_db()
    assert "Add a readable document to each criterion you chose." in page
    assert (answer.status_code, made.status) == (409, "draft")


def test_submit_and_withdraw_by_their_dialogs(browser, profiled):
    made = ApplicationFactory(talent=profiled)

    for step, status in (("submit", "submitted"), ("withdraw", "withdrawn")):
        assert browser.get(f"/me/applications/{made.code}/{step}/").status_code == 200
        browser.post(f"/me/applications/{made.code}/{step}/", {"form_key": step})
        made.refresh_from_db()
        assert made.status == status


def test_stranger_finds_no_application(profiled, other_talent, as_user):
    made = ApplicationFactory(talent=profiled)

    for path in ("", "criteria/", "submit/", "evidence/"):
        assert as_user(other_talent).get(f"/me/applications/{made.code}/{path}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_row_and_three(browser, profiled, rows, django_assert_num_queries):
    for _number in range(rows):
        made = ApplicationFactory(talent=profiled)
        Application.objects.filter(pk=made.pk).update(status="withdrawn")
    browser.get("/me/applications/")

    with django_assert_num_queries(8):
        html = browser.get("/me/applications/").content.decode()

    assert html.count('<b class="num">RD-') == rows
