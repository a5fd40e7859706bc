"""Where does mail go on a machine without a mail server? Into `EMAIL_FILE_PATH`, a file a letter."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Named by Message-ID, so the same letter sent again is the same file; only whole files appear."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for letter in email_messages:
            written = letter.message()
            name = re.sub(r"[^0-9A-Za-z.-]", "", str(written["Message-ID"]).split("@")[0])
            write_whole(folder / f"{name}.eml", written.as_bytes())
        return len(email_messages)


def write_whole(file: Path, content: bytes) -> None:
    """Either the whole file is there afterwards or none."""
    aside = file.with_suffix(f".{os.getpid()}.part")
    aside.write_bytes(content)
    aside.replace(file)
