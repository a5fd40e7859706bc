"""What can an official do about a message that did not leave?"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from portal.audit.chain import append

from . import lease
from .hint import hint_on_commit
from .models import OutboxMessage


def send_again(messages: Iterable[OutboxMessage], *, by: Any) -> int:
    """Try them once more from the beginning; how many that concerned."""
    return sum(_send_again(message, by) for message in messages)


@transaction.atomic
def _send_again(message: OutboxMessage, by: Any) -> bool:
    if not lease.send_again(message):
        return False
    append(message, "message_sent_again", by=by)
    hint_on_commit()
    return True
