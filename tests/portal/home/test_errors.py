"""Does each error page stand in both languages, and the one for our own faults even when nothing works?"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from portal.home import errors
from tests.accounts.card.test_kept import leave_message


@pytest.fixture
def request_of_anyone(db, anonymous):
    return anonymous.get("/privacy/").wsgi_request


@pytest.mark.parametrize(
    ("template", "zh", "en"),
    [
        ("400.html", "无法识别这次请求", "This request could not be read"),
        ("403.html", "您无权打开此页", "This is not open to you"),
        ("403_csrf.html", "页面打开时间过长", "The page had been open too long"),
        ("404.html", "没有找到页面", "There is nothing here"),
        ("413.html", "文件过大", "This file is too large"),
        ("429.html", "尝试次数过多", "Too many tries"),
    ],
)
def test_error_page_says_what_happened_in_both_languages(request_of_anyone, template, zh, en):
    for language, words in (("zh-hans", zh), ("en", en)):
        with translation.override(language):
            page = render_to_string(template, request=request_of_anyone)

        assert f"<h1>{words}</h1>" in page
        assert f'<html lang="{language}">' in page


def test_unknown_address_answers_404_with_the_page(db, anonymous):
    response = anonymous.get("/no/such/page/", headers={"Accept-Language": "en"})

    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()


def test_server_error_needs_no_database_and_speaks_both_languages():
    response = errors.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "系统出错了" in response.content.decode()
    assert "Something went wrong" in response.content.decode()


def test_server_error_without_templates_still_answers(monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise OSError("disk gone")

    monkeypatch.setattr(errors, "render_to_string", broken)

    response = errors.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert response.content.decode() == errors.LAST_RESORT
    assert "could not be drawn" in caplog.text


def test_too_many_tries_is_429(request_of_anyone):
    response = errors.too_many_tries(request_of_anyone)

    assert response.status_code == 429


def test_request_for_another_host_is_400_with_the_page(db, anonymous):
    response = anonymous.get("/privacy/", headers={"host": "elsewhere.example", "Accept-Language": "en"})

    assert response.status_code == 400
    assert "This request could not be read" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "content_type"),
    [("/privacy/", "text/html; charset=utf-8"), ("/api/v1/tiers/", "application/problem+json")],
)
def test_too_much_to_read_is_413_for_readers_and_programs(db, address, content_type):
    request = RequestFactory().post(address)
    request.user = AnonymousUser()

    response = errors.bad_request(request, RequestDataTooBig())

    assert response.status_code == 413
    assert response["Content-Type"] == content_type


@pytest.mark.parametrize("address", ["/no/such/page/", "/admin/"])
def test_error_page_that_a_script_may_have_asked_for_leaves_the_message_to_the_next_page(card, as_user, address):
    browser = as_user(card.talent)
    leave_message(browser, "Saved.")

    asked = browser.get(address)

    assert (asked.status_code in {403, 404}, "messages" in asked.cookies) == (True, False)
    assert "Saved." in browser.get("/me/").content.decode()
