"""Is a backup that was taken while everybody works whole when it is restored, and is nothing sent twice?"""

import threading
from collections import Counter

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import OperationalError, connection, transaction

from accounts.card.actions import show_code
from accounts.evidence import storage
from accounts.models import EvidenceFile
from portal.audit.seals import seal
from portal.backup import postgresql, sqlite
from portal.backup import restore as restoring
from portal.backup.restore import restore
from portal.backup.take import take
from portal.models import History, OutboxBatch, OutboxMessage, Seal
from portal.notifications import lease
from portal.notifications.drain import drain
from portal.notifications.outbox import send_to_address
from services.models import Use
from services.partners.checks import check_code
from services.partners.counter import at
from services.partners.uses import record
from tests.harness.processes import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.both, pytest.mark.django_db(transaction=True)]


class Load:
    """Threads that write uses with their messages, files with their rows, and seals, as long as the block lasts."""

    def __init__(self, story):
        self.story, self.over, self.errors = story, threading.Event(), []
        self.done = Counter()

    def __enter__(self):
        self.threads = [
            threading.Thread(target=self._work, args=[work]) for work in (self._use, self._file, self._seal)
        ]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def _work(self, work):
        try:
            while not self.over.is_set():
                work()
                self.done[work.__name__] += 1
        except Exception as error:
            self.errors.append(error)
        finally:
            connection.close()

    def goes_on(self):
        """Wait until each thread has done its work once more."""
        before = Counter(self.done)
        wait_until(lambda: self.errors or all(self.done[work] > before[work] for work in WORK), 60, "the load")

    def _use(self):
        here = at(self.story.hospital)
        code, _row = show_code(self.story.card)
        made = check_code(here, code=code, service="medical-green-channel", channel="desk").check
        record(made, outcome="postponed")

    def _file(self):
        """As evidence does: the file before its row, and when it goes the row before its file."""
        name = default_storage.save(storage.random_name("evidence"), ContentFile(b"a page"))
        document = self.story.talent.evidence.order_by("pk").first()
        with transaction.atomic():
            file = document.files.create(
                original=name, name="p.pdf", mime="application/pdf", sha256="0", size_bytes=6, order=9
            )
        if file.pk % 3 == 0:
            file.delete()
            storage.forget([name])

    def _seal(self):
        """One that waited a second in vain for whoever writes is made the next time, as in life."""
        try:
            seal()
        except OperationalError as error:
            if "lock timeout" not in str(error):
                raise
        self.over.wait(0.2)


WORK = ("_use", "_file", "_seal")
DATABASE = postgresql if connection.vendor == "postgresql" else sqlite


@pytest.fixture
def backup(story, own_folder, monkeypatch):
    """Taken while the load went on: uses, files and seals were written between each two of its steps."""
    real = DATABASE.dump
    with Load(story) as load:

        def dump(folder):
            load.goes_on()
            counted = real(folder)
            load.goes_on()
            return counted

        monkeypatch.setattr(DATABASE, "dump", dump)
        load.goes_on()
        folder = take(own_folder / "backups")
        load.goes_on()
    assert load.errors == []
    return folder


def everything_holds():
    call_command("verify_history", verbosity=0)
    call_command("reconcile", verbosity=0)


def test_restore_of_a_backup_under_load_is_whole_and_held_and_sends_each_message_once(backup):
    written = (Use.objects.count(), History.objects.count(), Seal.objects.count())
    waiting = OutboxMessage.objects.filter(state="pending").count()

    restore(backup, replace=True)

    everything_holds()
    assert (Use.objects.count(), History.objects.count(), Seal.objects.count()) < written
    assert EvidenceFile.objects.count() > 2
    held = OutboxMessage.objects.filter(state="held").count()
    assert 0 < held <= waiting
    drain()
    assert (mail.outbox, OutboxMessage.objects.filter(state="pending").count()) == ([], 0)

    lease.let_go()
    drain()
    drain()

    letters = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert (len(letters), len(set(letters))) == (held, held)
    everything_holds()


def test_without_the_hold_the_same_messages_leave_again(backup, monkeypatch):
    """The control: what was restored is due, and the worker would send it."""
    monkeypatch.setattr(restoring, "HOLD_ALL", "SELECT 1")

    restore(backup, replace=True)
    drain()

    assert len(mail.outbox) > 0


def test_what_a_worker_had_in_hand_is_held_too(story, own_folder):
    letter = lease.claim(1)[0]
    assert lease.begin(letter)
    send_to_address("sms", "+8613800000001", "signin_code", context={"code": "1", "minutes": 5}, key="k", language="en")
    text = lease.claim(1)[0]
    assert text.is_begun
    folder = take(own_folder / "backups")

    restore(folder, replace=True)

    rows = OutboxMessage.objects.filter(pk__in=[letter.pk, text.pk])
    assert list(rows.values_list("state", "lease", "is_attempting")) == [("held", None, False)] * 2
    assert not OutboxBatch.objects.exists()
