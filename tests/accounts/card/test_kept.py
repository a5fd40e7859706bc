"""What does the browser keep of the holder's card for where there is no network, and when is it given nothing?"""

import re

import pytest
from django.contrib.messages import INFO
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.html import escapejs

from accounts.card.kept_views import kept_files
from accounts.card.offline import make_offline
from portal.workflow.engine import perform
from tests.cast import ask_for_family

KEPT = "/me/card/offline/kept/"
PARTS = re.compile(r'(?:href|src)="(/static/[^"]+)"')


@pytest.fixture
def holder(card, as_user):
    return as_user(card.talent)


def test_kept_page_is_the_code_and_its_end_and_names_nobody(holder, card):
    code = make_offline(card, by=card.talent)

    page = holder.get(KEPT)

    html = page.content.decode()
    assert page.headers["X-Good-Until"] == str(int(code.expires_at.timestamp()))
    assert html.count("<svg") == 1
    assert [mark for mark in (card.name, card.number, card.talent.email, "csrf") if mark in html] == []


def test_browser_keeps_each_file_of_the_page_and_no_other(holder, anonymous, card):
    make_offline(card, by=card.talent)
    worker = anonymous.get("/me/card/sw.js")

    assert set(PARTS.findall(holder.get(KEPT).content.decode())) == set(kept_files())
    assert worker.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert [name for name in kept_files() if f'"{escapejs(name)}"' not in worker.content.decode()] == []


@pytest.mark.parametrize("address", [KEPT, "/me/card/sw.js?language=en"])
def test_message_is_neither_kept_nor_taken_from_the_page_that_opens_next(holder, card, address, clock):
    """A browser that finds another text of the worker puts it in the place of the one that opens a page just now."""
    make_offline(card, by=card.talent)
    before = holder.get(address).content
    leave_message(holder, "Signed in as holder@example.cn.")

    asked = holder.get(address)

    assert (asked.content, "messages" in asked.cookies) == (before, False)
    assert "Signed in as holder@example.cn." in holder.get("/me/").content.decode()


def leave_message(browser, words):
    """As a form does that was sent: the next page says it."""
    messages, answer = CookieStorage(RequestFactory().get("/")), HttpResponse()
    messages.add(INFO, words)
    messages.update(answer)
    browser.cookies.update(answer.cookies)


def test_without_a_good_code_the_page_says_so_and_is_not_to_be_kept(holder, card, as_user, other_talent, clock):
    def given(browser):
        page = browser.get(KEPT, headers={"Accept-Language": "en"})
        return page.headers.get("X-Good-Until"), "keeps no code that is still good" in page.content.decode()

    make_offline(card, by=card.talent)
    perform(card, "suspend", by=card.talent)
    assert [given(holder), given(as_user(other_talent))] == [(None, True)] * 2
    perform(card, "lift", by=card.talent)
    assert given(holder)[0]
    clock.shift(24 * 3600)

    assert given(holder) == (None, True)


def test_whoever_has_signed_out_is_not_given_it(anonymous):
    assert anonymous.get(KEPT).status_code == 302


def test_each_of_the_family_stands_with_a_code_of_its_own(holder, card, province_officer):
    child = perform(ask_for_family(card), "accept", by=province_officer)
    for one in (child.cards.get(), card):
        make_offline(one, by=card.talent)

    html = holder.get(KEPT, headers={"Accept-Language": "en"}).content.decode()

    assert re.findall(r"<h2[^>]*>([^<]+)", html) == ["My talent card", f"{child.name} (child)"]
    perform(child.cards.get(), "suspend", by=card.talent)
    assert child.name not in holder.get(KEPT).content.decode()


@pytest.mark.parametrize("codes", [1, 3])
def test_kept_page_costs_the_same_for_one_code_and_three(holder, card, clock, codes, django_assert_num_queries):
    for _ in range(codes):
        clock.shift(1)
        make_offline(card, by=card.talent)
    holder.get(KEPT)

    with django_assert_num_queries(4):
        assert "<svg" in holder.get(KEPT).content.decode()
