"""Are the servers of the tests real, and do they stand on the database of the test?"""

import contextlib

import pytest
from django.core.cache import cache
from django.db import connection

from portal.heartbeat import Heartbeat, is_alive

from . import processes
from .browser import axe, axe_once, wider_than_screen
from .celery import database_url


@pytest.mark.slow
def test_worker_over_files_beats_in_the_database_of_the_test(worker):
    processes.wait_until(is_alive, 30, "a heartbeat")


@pytest.mark.redis
def test_worker_over_redis_does_what_this_process_sends(on_redis, start_worker):
    from portal.celery import app

    start_worker()
    assert not is_alive()

    app.send_task("portal.heartbeat")

    processes.wait_until(is_alive, 30, "a heartbeat")


@pytest.mark.redis
def test_cache_on_redis_is_redis(on_redis):
    import redis

    cache.set("here", "yes", 30)

    with redis.Redis.from_url(on_redis) as client:
        assert client.keys() == [b"portal:1:here"]


@pytest.mark.slow
def test_a_killed_worker_is_gone_before_the_next_test(start_worker):
    worker = start_worker()

    worker.process.kill()
    worker.wait(5)

    assert Heartbeat.objects.count() == 0


def test_database_url_leads_back_to_this_database(db, settings_in):
    found = settings_in(DATABASE_URL=database_url())["DATABASES"]["default"]

    assert found["ENGINE"] == connection.settings_dict["ENGINE"]
    assert str(found["NAME"]) == str(connection.settings_dict["NAME"])


@pytest.mark.browser
def test_page_front_page_in_both_languages_is_whole(phone_zh, desk_en):
    for page, language in ((phone_zh, "zh-hans"), (desk_en, "en")):
        page.goto("/")

        assert page.locator("html").get_attribute("lang") == language
        assert wider_than_screen(page) == 0
        assert axe(page) == []


@pytest.mark.browser
def test_axe_finds_a_planted_fault(phone_zh):
    phone_zh.goto("/")
    phone_zh.evaluate("document.querySelector('main').append(document.createElement('img'))")

    assert [finding.split(":")[0] for finding in axe_once(phone_zh)] == ["image-alt"]


@pytest.mark.browser
def test_page_inline_script_is_refused_and_noticed(open_page, request):
    page = open_page()
    page.goto("/")
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")

    assert page.evaluate("window.ran") is None
    noticed = request.getfixturevalue("page_errors")
    assert len(noticed) == 1
    noticed.clear()


@pytest.mark.browser
def test_browser_cannot_leave_this_machine(phone_zh):
    with contextlib.suppress(Exception):
        phone_zh.goto("https://example.com/")

    assert phone_zh.url != "https://example.com/"
