"""Does every letter arrive after the mail server was away for an hour, and is it asked no more than once a minute?

Minutes pass by moving the times of the rows, since the database's clock is nobody's to move.
"""

from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import F

from portal.models import OutboxMessage
from portal.notifications.drain import drain
from tests.harness.at_once import at_once
from tests.harness.mail_server import mail_server
from tests.harness.processes import free_port

from .storm import Outside, write_one_by_one

LETTERS = 40
TRIES = 5  # of one letter in an hour: the waits between them are ten seconds, 1, 5 and 15 minutes, and then an hour
LONGEST = 60  # minutes: no longer wait can begin within the first hour
WORKERS = 2


@pytest.fixture
def outside(tmp_path):
    with mail_server() as mail:
        yield Outside(tmp_path, mail)


@pytest.fixture
def mail(own_database, outside, settings):
    """The server to which letters go, and forty of them waiting."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", outside.mail.port, 2
    write_one_by_one(range(LETTERS), "email")
    return outside.mail


def answers_421(mail, settings):
    mail.answers["MAIL"] = "421 away"


def refuses(mail, settings):
    settings.EMAIL_PORT = free_port()


def comes_back(mail, settings):
    mail.answers.clear()
    settings.EMAIL_PORT = mail.port


def waiting():
    return OutboxMessage.objects.exclude(state="sent")


def a_minute_passes():
    OutboxMessage.objects.pending().update(next_attempt_at=F("next_attempt_at") - timedelta(minutes=1))


def tries_in_an_hour(mail):
    """Of each letter; fails in the minute in which more than one question was asked, whoever waits."""
    before = mail.sessions
    for minute in range(1, 61):
        drain()
        tries = list(OutboxMessage.objects.values_list("tries", flat=True))
        assert (sum(tries) <= minute, mail.sessions - before <= minute) == (True, True)
        a_minute_passes()
    return tries


def minutes_until_all_left(mail):
    """With as many workers as there are; fails in the minute in which each opened more than one connection."""
    for minute in range(1, LONGEST + 1):
        before = mail.sessions
        assert at_once(WORKERS, drain) == [False] * WORKERS
        assert mail.sessions - before <= WORKERS
        if not waiting().exists():
            return minute
        a_minute_passes()
    raise AssertionError(f"{waiting().count()} letters wait longer than an hour")


@pytest.mark.parametrize("goes_away", [answers_421, refuses])
def test_mail_server_away_for_an_hour_all_arrive_within_the_next_and_there_is_no_storm(mail, settings, goes_away):
    goes_away(mail, settings)
    tries = tries_in_an_hour(mail)
    comes_back(mail, settings)
    took = minutes_until_all_left(mail)

    print(f"{sum(tries)=} {max(tries)=} {took=}")
    assert sum(tries) >= 2
    assert max(tries) <= TRIES
    assert sorted(Counter(mail.keys()).values()) == [1] * LETTERS
