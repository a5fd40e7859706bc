"""Which messages are in hand together? One row for all of a claim, so that each is written once, with its result.

While it is there, nobody else is given its messages; one whose time ran out is a try of each that crashed.
"""

import json
import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.db import connection
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now

from .models import OutboxBatch

NUMBERS = {"postgresql": "SELECT jsonb_array_elements_text(%s)::bigint", "sqlite": "SELECT value FROM json_each(%s)"}
IN_HAND = {
    "postgresql": "SELECT jsonb_array_elements_text(messages)::bigint FROM portal_outboxbatch",
    "sqlite": "SELECT value FROM portal_outboxbatch, json_each(messages)",
}
TURN = "SELECT pg_advisory_xact_lock(hashtextextended('outbox: claim', 0))"


def wait_for_turn() -> None:
    """Who claims sees what the one before has claimed, until this transaction ends (SQLite: it waits anyway)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(TURN)


def in_hand() -> RawSQL:
    """For `pk__in`."""
    return RawSQL(IN_HAND[connection.vendor], [])  # noqa: S611 - nothing of it was given


def numbers(pks: Iterable[int]) -> RawSQL:
    """For `pk__in`: one parameter, however many they are."""
    return RawSQL(NUMBERS[connection.vendor], [json.dumps(list(pks))])  # noqa: S611 - what was given is a parameter


def begin(messages: list[int], lease: uuid.UUID, time: timedelta) -> None:
    """Before anything leaves."""
    OutboxBatch.objects.create(lease=lease, messages=messages, leased_until=Now() + time)


def end(lease: uuid.UUID) -> bool:
    """False where its time ran out, and others may have its messages."""
    return bool(OutboxBatch.objects.filter(pk=lease).delete()[0])


def take_ended() -> list[int]:
    """The messages of batches that nobody ended in time, which end with the transaction this belongs to."""
    ended = OutboxBatch.objects.filter(leased_until__lt=Now())
    if connection.features.has_select_for_update_skip_locked:
        ended = ended.select_for_update(skip_locked=True)
    batches = dict(ended.values_list("lease", "messages"))
    OutboxBatch.objects.filter(pk__in=batches).delete()
    return [pk for pks in batches.values() for pk in pks]


def forget() -> None:
    """Where nobody has any: after a restore."""
    OutboxBatch.objects.all().delete()
