"""How does a message leave as a text message? Through the class that `SMS_BACKEND` names."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from . import Courier, Envelope
from .mail_files import write_whole


class FileSms:
    """For a machine without a provider: one file a message under `SMS_FILE_PATH`.

    A real provider is a class like this one: its `send` gives the provider `envelope.key` as idempotency key, sets
    timeouts shorter than a lease, and raises `Unreachable`, `Unanswered`, `Later` or `Rejected`. Where the provider
    drops what comes again under the same key, the class says so by `knows_repetitions = True`; where it does not say
    so, whatever may have arrived twice is listed in the admin.
    """

    knows_repetitions = True

    def send(self, envelope: Envelope) -> None:
        folder = Path(settings.SMS_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / f"{envelope.key}.txt", f"{envelope.address}\n{envelope.body}\n".encode())

    def close(self) -> None:
        """Nothing is kept open."""


@lru_cache(maxsize=4)
def _provider(path: str) -> type[Courier]:
    return import_string(path)


def sms_courier() -> type[Courier]:
    return _provider(settings.SMS_BACKEND)
