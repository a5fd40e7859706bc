"""Outbox rows written and drained, each in turn with the bare statements that do no more; prints rows a second.

Both sides of a drain empty the same table of the same rows, and give the same provider address, words and key of each.
The portal's chooses the words by template, language and channel, keeps what it claims from all others, counts the try
before anything leaves, and notes what became of it. The bare loop is psycopg and two statements a batch.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import django
import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from benchmarks.rounds import in_turn  # noqa: E402
from portal.models import OutboxMessage  # noqa: E402
from portal.notifications.channels import Envelope, courier_for  # noqa: E402
from portal.notifications.drain import drain  # noqa: E402
from portal.notifications.models import digest  # noqa: E402
from portal.notifications.outbox import notify  # noqa: E402

TABLE, BARE, BATCH = "portal_outboxmessage", "bare_outbox", 500
CONTEXT = {"code": "123456", "minutes": 10}
TEXT = "【龙江人才服务】登录验证码 {code}，{minutes} 分钟内有效。请勿告诉任何人。"
WRITE = f"""
    INSERT INTO {BARE} (key, channel, template, user_id, language, context, priority, state, tries, crashes,
                        is_attempting, last_error)
    SELECT 'bench:' || id || ':sms', 'sms', 'signin_code', id, '', %s::jsonb, 1, 'pending', 0, 0, false, ''
    FROM accounts_user WHERE is_active
"""
CLAIM = f"""SELECT message.id, key, phone, context FROM {TABLE} message JOIN accounts_user reader ON reader.id = user_id
    WHERE state = 'pending' AND next_attempt_at <= now()
    ORDER BY priority, next_attempt_at, message.id LIMIT {BATCH} FOR UPDATE OF message SKIP LOCKED"""
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
        _execute(f"ANALYZE {TABLE}, accounts_user")
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
    """The loop one would write at first: claim, send and mark in one transaction. It counts no try and knows no lease,
    so a worker that dies sends all of its batch again, and a poisoned message for ever."""
    courier = courier_for("sms")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as bare:
        while True:
            with bare.transaction():
                rows = bare.execute(CLAIM).fetchall()
                for _, key, phone, context in rows:
                    courier.send(said(phone, context, digest(key)))
                bare.execute(SENT, [[row[0] for row in rows]])
            if not rows:
                return


def said(phone: str, context: dict[str, Any], key: str) -> Envelope:
    """What `compose` makes of such a row."""
    text = TEXT.format(**context)
    return Envelope(phone, text, text, key)


def _execute(statement: str, params: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
