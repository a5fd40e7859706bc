"""How does a message read, for whom and in which language? In the language of the page on which it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.utils import translation

from portal.counting import at_most
from portal.navigation import counts

from .models import InboxMessage
from .texts import UnknownText, words_for

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Reading:
    """An inbox message in words."""

    id: str
    subject: str
    paragraphs: list[str]
    url: str
    created_at: datetime
    is_unread: bool


def read(message: InboxMessage) -> Reading:
    """A message whose text is gone keeps its place with its date, and is told in the log."""
    words = None
    try:
        words = words_for(message.template, translation.get_language() or "zh-hans", "inbox", message.context)
    except UnknownText:
        log.error("inbox_text_missing", message=message.pk, template=message.template)
    return Reading(
        id=str(message.public_id),
        subject=words.subject if words else translation.gettext("A message that can no longer be shown"),
        paragraphs=words.body.split("\n\n") if words and words.body else [],
        url=message.context.get("url") or "",
        created_at=message.created_at,
        is_unread=message.read_at is None,
    )


def read_all(messages: Iterable[InboxMessage]) -> list[Reading]:
    return [read(message) for message in messages]


@counts("portal:inbox")
def unread_count(user: Any) -> int:
    """One statement a request, however many places show it."""
    if not getattr(user, "is_authenticated", False):
        return 0
    if not hasattr(user, "_unread_messages"):
        user._unread_messages = at_most(InboxMessage.objects.visible_to(user).unread())
    return user._unread_messages
