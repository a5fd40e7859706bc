"""What does the real worker do while the people of a journey wait: which message arrived, are the pages drawn?"""

import email
import email.policy
import re
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from accounts.evidence.enums import EvidenceState
from accounts.models import Evidence
from portal.models import InboxMessage, OutboxMessage
from tests.harness.processes import wait_until

CODE = re.compile(r"(?<![-\w])\d{6}\b")
PATIENCE = 240  # seconds: longer than the lease of evidence, after which a try that was lost is made again


class Office:
    """Letters and text messages as the worker left them in the folders of this site."""

    def __init__(self):
        self.read = Counter()

    def code_for(self, address):
        """The code in the next message to that address, which the worker may still have to send."""
        due = self.read[address] = self.read[address] + 1
        return wait_until(lambda: _codes(address)[due - 1 :], PATIENCE, f"a code for {address}")[0]

    def has_drawn(self):
        """Every page of every paper is there to be looked at."""
        waiting = Evidence.objects.filter(state=EvidenceState.RECEIVED)
        wait_until(lambda: not waiting.exists(), PATIENCE, "pages that are drawn", lambda: self._stuck(waiting))

    def _stuck(self, waiting):
        """What is known of papers that nobody draws, and the last words of the worker."""
        rows = list(waiting.values("tries", "leased_until", "problem"))
        log = (settings.VAR_DIR / "log" / "worker-0.log").read_text(errors="replace")
        return f"{timezone.now()} {rows}\n{log[-6000:]}"

    def has_told(self, user):
        """The templates in the inbox of `user`, in the order of time, once each has gone out by e-mail too."""
        inbox = list(InboxMessage.objects.filter(user=user).order_by("pk").values_list("template", flat=True))
        letters = OutboxMessage.objects.filter(user=user, channel="email", state="sent", template__in=inbox)
        wait_until(lambda: sorted(letters.values_list("template", flat=True)) == sorted(inbox), PATIENCE, "the letters")
        return inbox


def _codes(address):
    found = sorted(_letters(address) if "@" in address else _texts(address))
    return [code for _written, body in found for code in CODE.findall(body)]


def _letters(address):
    for path in (settings.VAR_DIR / "mail").glob("*.eml"):
        letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if letter["To"] == address:
            yield path.stat().st_mtime_ns, letter.get_content()


def _texts(number):
    for path in Path(settings.SMS_FILE_PATH).glob("*.txt"):
        address, _, body = path.read_text().partition("\n")
        if address == number:
            yield path.stat().st_mtime_ns, body
