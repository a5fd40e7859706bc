"""Outbox rows written and drained, each in turn with the bare statements that do no more; prints rows a second."""

import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from benchmarks.rounds import in_turn  # noqa: E402
from portal.models import OutboxMessage  # noqa: E402
from portal.notifications.channels import courier_for  # noqa: E402
from portal.notifications.compose import compose  # noqa: E402
from portal.notifications.drain import drain  # noqa: E402
from portal.notifications.outbox import notify  # noqa: E402

TABLE, BARE, BATCH = "portal_outboxmessage", "bare_outbox", 500
CONTEXT = {"code": "123456", "minutes": 10}
WRITE = f"""
    INSERT INTO {BARE} (key, channel, template, user_id, language, context, priority, state, tries, crashes,
                        is_attempting, last_error)
    SELECT 'bench:' || id || ':sms', 'sms', 'signin_code', id, '', %s::jsonb, 1, 'pending', 0, 0, false, ''
    FROM accounts_user WHERE is_active
"""
CLAIM = f"""SELECT id FROM {TABLE} WHERE state = 'pending' AND next_attempt_at <= now()
    ORDER BY priority, next_attempt_at, id LIMIT {BATCH} FOR UPDATE SKIP LOCKED"""
SENT = f"UPDATE {TABLE} SET state = 'sent', sent_at = now() WHERE id = ANY(%s)"


def main(written: int, drained: int) -> None:
    _execute(f"CREATE TABLE {BARE} (LIKE {TABLE} INCLUDING ALL)")
    found = {}
    for what, people, sides in (
        ("drained", drained, {"ours": drain_ours, "bare": drain_bare}),
        ("written", written, {"ours": write, "bare": write_bare}),
    ):
        make_people(people)
        prepare = write if what == "drained" else None
        found[what] = in_turn({name: partial(per_second, people, work, prepare) for name, work in sides.items()})
    print(json.dumps(found))


def make_people(count: int) -> None:
    users = get_user_model().objects
    users.all().delete()
    users.bulk_create(
        users.model(email=f"p{n}@example.cn", phone=f"+861380{n:07}", phone_verified_at="2026-01-01T00:00Z")
        for n in range(count)
    )


def per_second(rows: int, work: Callable[[], None], prepare: Callable[[], None] | None) -> float:
    """Rows a second, on tables that hold nothing but what `prepare` wrote."""
    _execute(f"TRUNCATE {TABLE}, {BARE}")
    if prepare:
        prepare()
    began = time.perf_counter()
    work()
    return rows / (time.perf_counter() - began)


def drain_ours() -> None:
    while drain():
        pass
    assert not OutboxMessage.objects.pending().exists()


@transaction.atomic
def write() -> None:
    notify(get_user_model().objects.all(), "signin_code", context=CONTEXT, key="bench", channels=["sms"])


def write_bare() -> None:
    _execute(WRITE, [json.dumps(CONTEXT)])


def drain_bare() -> None:
    """The loop one would write at first: claim, compose, send and mark in one transaction. It counts no try and knows
    no lease, so a worker that dies sends all of its batch again, and a poisoned message for ever."""
    courier = courier_for("sms")
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(CLAIM)
            ids = [row[0] for row in cursor.fetchall()]
            if not ids:
                return
            for message in OutboxMessage.objects.filter(pk__in=ids).select_related("user"):
                courier.send(compose(message))
            cursor.execute(SENT, [ids])


def _execute(statement: str, params: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
