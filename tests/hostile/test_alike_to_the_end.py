"""Does any answer on the way to its end tell whether somebody has an account: another code, wrong ones, no try left?"""

import json
import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.models import OutboxMessage

from .ways import APP, CALLS, EMAILS, KEYS, PAGES, PHONES, PRESSES, TOLD

IN_WORDS = re.compile(r"(talent|nobody)@example\.cn|(\+86)? ?138 ?0013 ?800[01]")


@pytest.fixture(autouse=True)
def resident(talent):
    EmailAddress.objects.create(user=talent, email=EMAILS[0], verified=True, primary=True)
    talent.phone, talent.phone_verified_at = PHONES[0], timezone.now()
    talent.save()


def filled(fields, who):
    """What is sent, with the person in it, and the code that the last letter brought to whoever signs up."""
    marks = {"{who}": lambda: who, "{code}": lambda: OutboxMessage.objects.latest("pk").sealed["context"]["code"]}
    return {name: marks[value]() if value in marks else value for name, value in fields.items()}


def seen_by_both(whose, walk):
    """What is seen of a known person, and of an unknown one in the same place."""
    both = []
    for who in whose:
        caches["limits"].clear()
        with transaction.atomic():
            both.append(list(walk(who)))
            transaction.set_rollback(True)
    return both


@pytest.mark.parametrize("press", PRESSES)
@pytest.mark.parametrize("way", PAGES)
def test_pages_answer_alike_to_the_end(way, press):
    whose, first, asked_at = PAGES[way]

    def walk(who):
        browser = Client(raise_request_exception=False)
        for name, fields in [*first.items(), *((asked_at, fields) for fields in PRESSES[press])]:
            yield seen(browser, browser.post(reverse(name), filled(fields, who)))

    known, unknown = seen_by_both(whose, walk)

    assert known == unknown
    assert [answer for answer in known if answer[0] >= 500] == []


def seen(browser, answer):
    """Status, headers and page, and the page that it leads to."""
    leads_to = answer.get("Location", "")
    after = browser.get(leads_to).content if leads_to else b""
    return answer.status_code, sorted(answer.headers), leads_to, plain(answer.content), plain(after)


def plain(page):
    return [line for line in IN_WORDS.sub("…", page.decode()).splitlines() if "csrfmiddlewaretoken" not in line]


@pytest.mark.parametrize(
    ("way", "on", "called"), [(way, *name) for name in CALLS for way in APP if way.startswith(name[0])]
)
def test_app_is_answered_alike_to_the_end(way, on, called):
    whose, first = APP[way]
    calls = [*((f"POST {path}", body) for path, body in first.items()), *((call, TOLD) for call in CALLS[on, called])]

    def walk(who):
        client, token = Client(raise_request_exception=False), {}
        for call, body in calls:
            method, path = call.split()
            raw = b"" if method == "GET" else json.dumps(filled(body, who))
            answer = client.generic(method, f"/_allauth/app/v1/{path}", raw, "application/json", headers=KEYS | token)
            yield told(answer, token)

    known, unknown = seen_by_both(whose, walk)

    assert known == unknown
    assert [answer for answer in known if answer[0] >= 500] == []


def told(answer, token):
    """Status, headers and words; the session's token is kept for the next call."""
    said = answer.json() if answer.status_code < 500 else {}
    if session := said.get("meta", {}).pop("session_token", None):
        token["X-Session-Token"] = session
    return answer.status_code, sorted(answer.headers), IN_WORDS.sub("…", json.dumps(said))
