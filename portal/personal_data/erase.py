"""How do the leaves forget a person: messages, kept answers and forms, reasons, sessions of the admin's log?"""

from collections.abc import Collection
from typing import Any

from django.contrib.admin.models import LogEntry

from portal.crypto.envelope import NotReadable
from portal.kept_forms.keep import discard
from portal.models import IdempotencyKey, InboxMessage, KeptForm, OutboxMessage, Reason

from .held import rows_about


def forget_person(user: Any, *, addresses: Collection[str]) -> None:
    """Delete it all in the caller's transaction; files go once it is committed.

    `addresses` are the e-mails and telephones of the person: codes on their way to them are dropped too. The history
    stays: it holds no personal value.
    """
    rows_about(user, Reason._meta.label).delete()
    InboxMessage.objects.filter(user=user).delete()
    OutboxMessage.objects.filter(user=user).delete()
    _drop_codes(addresses)
    rows_about(user, IdempotencyKey._meta.label).delete()
    discard(list(rows_about(user, KeptForm._meta.label)))
    LogEntry.objects.filter(user=user).delete()


def _drop_codes(addresses: Collection[str]) -> None:
    """Sealed messages know their address only inside; they live some minutes, so there are few."""
    for pk in list(OutboxMessage.objects.filter(sealed__isnull=False).values_list("pk", flat=True)):
        message = OutboxMessage.objects.only("pk", "sealed").filter(pk=pk)
        try:
            sealed: Any = message.values_list("sealed", flat=True).first()
        except NotReadable:  # sealed under a key that is gone: nobody can send it either
            continue
        if sealed and sealed.get("address") in addresses:
            message.delete()
