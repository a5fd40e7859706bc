"""Is whatever people and their systems write done and answered while there is no Redis: no queue, no cache?"""

import pytest
from django.db import connection
from django.test import Client

from accounts.card.actions import show_code
from portal import broker, servers
from tests.faults.stages import application
from tests.faults.writes import WRITES, send
from tests.harness.celery import broker_at
from tests.harness.processes import free_port

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def no_redis(settings, tmp_path, monkeypatch):
    """As the site is set up with a Redis, of which nothing answers."""
    url = f"redis://127.0.0.1:{free_port()}/0"
    settings.REDIS_URL, settings.CACHES = url, servers.caches(url)
    with broker_at(url, servers.broker_options(url, tmp_path)):
        monkeypatch.setattr(broker, "_quiet_until", 0.0)
        monkeypatch.setattr(broker, "_moments", {})
        yield


def accepted_by_an_officer(scene):
    found, browser = application(scene, "submit"), Client()
    browser.force_login(scene.city_officer)
    return browser.post(f"/admin/accounts/application/{found.pk}/step/accept/", {"form_key": "k"})


def checked_at_a_desk(scene):
    code, browser = show_code(scene.card)[0], Client()
    browser.force_login(scene.desk_staff)
    return browser.post("/desk/check/", {"code": code, "service": "medical-green-channel", "form_key": "k"})


def suspended_on_the_site(scene):
    browser = Client()
    browser.force_login(scene.card.talent)
    return browser.post("/me/card/change/suspend/", {"form_key": "k"})


@pytest.mark.parametrize("name", WRITES)
def test_call_is_done_and_answered(scene, name, django_capture_on_commit_callbacks):
    call = WRITES[name].stage(scene)
    connection.run_on_commit.clear()  # else a hint of the stage stands for the call's

    with django_capture_on_commit_callbacks(execute=True):
        answer = send(name, call)

    assert answer.status_code in {200, 201}, answer.content
    if "portal_outboxmessage" in WRITES[name].grows:
        assert broker._quiet_until > 0  # the queue was asked, and was not there


@pytest.mark.parametrize("act", [accepted_by_an_officer, checked_at_a_desk, suspended_on_the_site])
def test_step_on_the_site_is_done_and_answered(scene, act, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = act(scene)

    assert (answer.status_code, "/login/" in answer.url) == (302, False)
    assert act is checked_at_a_desk or broker._quiet_until > 0  # a check tells nobody
