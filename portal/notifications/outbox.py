"""How does anything tell anybody? `notify()` for people with an account, `send_to_address()` for codes.

Both write rows only, in the transaction of the change they tell of: if it fails nobody is told, if it commits the
message cannot be lost. The inbox row is the message itself; what leaves the site goes through the outbox.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from portal.inserting import is_written

from .enums import Channel, Priority
from .fan_out import write_for_each
from .hint import hint_on_commit
from .models import InboxMessage, OutboxMessage
from .texts import languages, text_for

if TYPE_CHECKING:
    from django.contrib.auth.models import _User

KEY_LENGTH = 150


def notify(
    users: Iterable["_User"],
    template: str,
    *,
    context: Mapping[str, Any],
    key: str,
    channels: Iterable[str] = ("inbox", "email"),
) -> None:
    """Tell each active user once for ever about the event that `key` names; a repeated key is the same message.

    A QuerySet is not read: its people are told in one statement a channel, however many they are.
    Raises `UnknownText`, `MissingParticulars`, and `RuntimeError` outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("notify() belongs in the transaction of the change it tells of.")
    channels = list(channels)
    _check(template, channels, context, key)
    if isinstance(users, QuerySet):
        _write_for_all(users, template, channels, context, key)
        return
    people = {user.pk: user for user in users if user.is_active}
    if "inbox" in channels:
        _write_inbox(people, template, context, key)
    rows = [
        OutboxMessage(key=f"{key}:{pk}:{channel}", channel=channel, template=template, user=user, context=dict(context))
        for channel in channels
        for pk, user in people.items()
        if channel != "inbox" and can_reach(user, channel)
    ]
    if rows:
        _write(rows)
        hint_on_commit()


def send_to_address(
    channel: str,
    address: str,
    template: str,
    *,
    context: Mapping[str, Any],
    key: str,
    language: str,
    lifetime: timedelta = timedelta(minutes=10),
) -> None:
    """Send a code to an address that need not belong to an account yet; address and code are kept encrypted,
    wiped once sent, and dropped unsent after `lifetime`."""
    _check(template, [channel], context, key)
    row = OutboxMessage(
        key=f"{key}:{channel}",
        channel=Channel(channel),
        template=template,
        language=language,
        sealed={"address": address, "context": dict(context)},
        priority=Priority.CODE,
        expires_at=Now() + lifetime,
    )
    with transaction.atomic():
        OutboxMessage.objects.bulk_create([row], ignore_conflicts=True)
        hint_on_commit()


def can_reach(user: Any, channel: str) -> bool:
    """An address is there; a telephone counts once it is verified."""
    if channel == Channel.SMS:
        return bool(user.phone and user.phone_verified_at)
    return bool(user.email)


def _check(template: str, channels: Iterable[str], context: Mapping[str, Any], key: str) -> None:
    if not key or len(key) > KEY_LENGTH:
        raise ValueError(f"The key of a message has 1 to {KEY_LENGTH} characters.")
    for channel in channels:
        for language in languages():
            text_for(template, language, channel).check(context)


def _write_for_all(
    users: "QuerySet[Any]", template: str, channels: list[str], context: Mapping[str, Any], key: str
) -> None:
    said = {"template": template, "context": dict(context)}
    for channel in channels:
        pattern = InboxMessage(**said) if channel == "inbox" else OutboxMessage(channel=channel, **said)
        if write_for_each(users, channel, pattern, key=key) and channel != "inbox":
            hint_on_commit()


def _write_inbox(people: Mapping[int, Any], template: str, context: Mapping[str, Any], key: str) -> None:
    rows = [
        InboxMessage(key=f"{key}:{pk}:inbox", user=user, template=template, context=dict(context))
        for pk, user in people.items()
    ]
    _write(rows)


def _write(rows: Sequence[Any]) -> None:
    """A row that is there already stays. Most messages go to one person."""
    if len(rows) == 1:
        is_written(rows[0])
    elif rows:
        type(rows[0]).objects.bulk_create(rows, ignore_conflicts=True)
