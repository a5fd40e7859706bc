"""Does a word that somebody writes into a form stand in a log, an address, a task, the broker or the cache later on?"""

import logging
from collections import defaultdict

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.people.forms import LoginForm
from portal.notifications.tasks import sweep
from tests.harness.overheard import in_passing
from tests.services.rights.canaries import found

from .presser import Presser
from .private import plant_whereabouts, standing
from .standing import of_a_moment

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FORMS = {  # that words were written into
    *("account_login", "account_request_login_code", "account_reset_password", "account_signup", "accounts:card-lost"),
    *("account_change_password", "account_change_phone", "account_email", "accounts:identity-record"),
    *("accounts:profile-change", "accounts:delete", "accounts:evidence-list", "accounts:portrait"),
    *("accounts:family-new", "accounts:family-mend"),
    *("services:proxies", "services:request-ask", "services:request-mend", "services:turned-away"),
    *("services:desk-check-new", "services:desk-emergency", "services:desk-late-file", "services:desk-pin"),
    *("services:desk-use", "services:desk-refusal-step"),
    *("admin:accounts_application_step", "admin:accounts_familymember_step", "admin:accounts_portrait_step"),
    *("admin:services_instalment_step", "admin:services_servicerequest_step", "admin:services_turnedaway_step"),
    *("admin:accounts_partner_add", "admin:accounts_employer_add", "admin:accounts_membership_add"),
}
OFFICE = ("admin:accounts_partner_add", "admin:accounts_employer_add", "admin:accounts_membership_add")
"""Whose links stand on lists that another official has seen before."""


@pytest.fixture
def press(as_user, django_capture_on_commit_callbacks):
    seen = set()

    def pressed(user, *more):
        client = as_user(user) if user else Client()
        client.raise_request_exception = False
        return Presser(client, django_capture_on_commit_callbacks, seen).go(user, *more)

    return pressed


def test_no_word_written_into_a_form_stands_where_others_read(story, people, press, spoken, told):
    shown = defaultdict(list, policy=[reverse(name) for name in OFFICE])
    for who, address in (*story.standing, *of_a_moment(story)):
        shown[who].append(address)
    plant_whereabouts()
    connection.run_on_commit.clear()  # a hint that the story has left waiting stands for all that follow

    people = {"anybody": None, "holder": story.talent} | people
    pressed = [press(user, *shown[who]) for who, user in people.items()]
    words = [*standing(), *(word for one in pressed for word in one.words)]
    sweep()

    assert FORMS - {name for one in pressed for name in one.pressed} == set()
    assert [broken for one in pressed for broken in one.broken] == []
    assert told and spoken and mail.outbox
    assert found(words, [address for one in pressed for address in one.asked]) == []
    assert found(words, spoken) == []
    assert found(words, told) == []
    assert found(words, [letter.subject for letter in mail.outbox]) == []
    assert found(words, in_passing()) == []


def test_word_that_is_logged_is_found(press, spoken, monkeypatch):
    """The control."""
    monkeypatch.setattr(LoginForm, "clean_login", lambda form: logging.getLogger("portal").warning(form.data["login"]))

    pressed = press(None)

    assert found(pressed.words, spoken)
