"""How does a message leave as e-mail? Plain text through Django's backend, over one connection a batch."""

import smtplib
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from . import Envelope, Later, Rejected, Unanswered, Unreachable


class EmailCourier:
    """Message-ID comes from the outbox key, so a repetition is the same letter."""

    @cached_property
    def connection(self) -> Any:
        return get_connection()

    def send(self, envelope: Envelope) -> None:
        is_open = False
        try:
            self.connection.open()
            is_open = True
            self._letter(envelope).send()
        except Exception as error:
            self.close()
            raise _meaning(error, is_open) from error

    def close(self) -> None:
        try:
            self.connection.close()
        except OSError:  # the server hung up first; what was sent has its answer already
            self.connection.connection = None

    def _letter(self, envelope: Envelope) -> EmailMessage:
        return EmailMessage(
            envelope.subject,
            envelope.body,
            settings.DEFAULT_FROM_EMAIL,
            [envelope.address],
            headers={"Message-ID": f"<{envelope.key}@{settings.MAIL_DOMAIN}>", "Auto-Submitted": "auto-generated"},
            connection=self.connection,
        )


def _meaning(error: Exception, is_open: bool) -> Exception:
    """5xx for this reader or letter, or a malformed address, is final; 4xx is for later; all else is silence, and
    silence of a server that had answered before may have come after the letter."""
    name = type(error).__name__
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _by_code(name, max(code for code, _ in error.recipients.values()))
    if isinstance(error, smtplib.SMTPDataError):
        return _by_code(name, error.smtp_code)
    if isinstance(error, smtplib.SMTPResponseException):
        return Unreachable(f"{name} {error.smtp_code}")
    if isinstance(error, OSError):
        return (Unanswered if is_open else Unreachable)(f"{name} {error.errno or ''}".strip())
    if isinstance(error, ValueError):
        return Rejected(name)
    return error


def _by_code(name: str, code: int) -> Exception:
    return Rejected(f"{name} {code}") if code >= 500 else Later(f"{name} {code}")
