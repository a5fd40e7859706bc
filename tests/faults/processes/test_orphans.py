"""Does a child of a worker that outlives it, and then ends its send, send anything that others send too?"""

import threading
from collections import Counter

import pytest

from portal.models import OutboxMessage
from portal.notifications.drain import drain
from portal.notifications.models import digest
from tests.harness.mail_server import mail_server
from tests.harness.processes import children, wait_until

from .storm import LINGERING, Outside, into_the_outbox

LETTERS = range(1, 20, 2)  # as many as one goes on with while its lease lasts
LATER = range(21, 40, 2)


@pytest.fixture
def outside(tmp_path, settings):
    """The mail server of this process too."""
    with mail_server() as mail:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", mail.port, 9
        yield Outside(tmp_path, mail)


def all_sent():
    return not OutboxMessage.objects.exclude(state="sent").exists()


def test_orphan_that_ends_its_send_and_another_worker_send_each_letter_once(portal, outside, tmp_path):
    mail, answer = outside.mail, threading.Event()
    mail.holds_next = answer
    portal_settings = {"DJANGO_SETTINGS_MODULE": "portal.settings"}  # a lease longer than all of this takes
    worker = portal.worker(*LINGERING, **outside.environment, **portal_settings)
    into_the_outbox(LETTERS)
    portal.beat()
    wait_until(lambda: mail.taken, 60, "a letter is underway", portal.log)

    portal.kill_parent(worker)
    into_the_outbox(LATER)
    drain()
    by_another = set(mail.keys()[1:])
    orphans = children(tmp_path, worker.pid)
    answer.set()
    wait_until(all_sent, 20, "the orphan sends the rest of what it had claimed", portal.log)

    assert orphans
    assert by_another == {digest(f"c{number}:email") for number in LATER}
    assert Counter(mail.keys()) == {digest(f"c{number}:email"): 1 for number in (*LETTERS, *LATER)}
    assert set(OutboxMessage.objects.values_list("tries", "crashes", "doubts")) == {(1, 0, 0)}
