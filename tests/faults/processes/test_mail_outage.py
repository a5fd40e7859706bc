"""Does every letter arrive after the mail server was away for an hour, and is it asked no more than once a minute?"""

from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Now

from portal.models import OutboxMessage
from portal.notifications.drain import drain
from tests.harness.mail_server import mail_server

from .storm import Outside, write_one_by_one


@pytest.fixture
def outside(tmp_path):
    with mail_server() as mail:
        yield Outside(tmp_path, mail)


def test_mail_server_away_for_an_hour_all_arrive_and_none_is_asked_for_in_a_storm(own_database, outside, settings):
    """The hour passes by moving the times of the rows, since the database's clock is nobody's to move."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", outside.mail.port, 2
    outside.mail.answers["MAIL"] = "421 away"
    write_one_by_one(range(40), "email")

    for _minute in range(60):
        drain()
        OutboxMessage.objects.pending().update(next_attempt_at=F("next_attempt_at") - timedelta(minutes=1))
    tried = sum(OutboxMessage.objects.values_list("tries", flat=True))
    outside.mail.answers.clear()
    OutboxMessage.objects.pending().update(next_attempt_at=Now())
    drain()

    assert not OutboxMessage.objects.exclude(state="sent").exists()
    assert sorted(Counter(outside.mail.keys()).values()) == [1] * 40
    assert 2 <= tried <= 60  # one question a minute at most, whoever waits
