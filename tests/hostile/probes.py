"""How is one door tried? A request whose effects are rolled back, and what came of it."""

import json
import re
from dataclasses import dataclass
from http.cookies import SimpleCookie

from django.db import connection, transaction

OF_THE_CALL = re.compile(  # that somebody is here, a key is used, a call was refused: no effect of what was asked for
    r'"(django_session|usersessions_usersession|services_refusedcall|services_answeredcall)"'
    r'|"services_partnerclient" SET "last_used_at"'
)
WRITES = re.compile(r"^(INSERT|UPDATE|DELETE)\b")
OPENED = {200, 201, 204, 302, 400, 409, 415, 422}  # a form without its answers is asked for again
REFUSED = {400, 401, 403, 404, 405}


@dataclass(frozen=True)
class Outcome:
    status: int
    place: str
    body: str
    wrote: tuple[str, ...]

    @property
    def asks_to_sign_in(self):
        return self.status == 302 and self.place.startswith("/accounts/login/?next=")

    @property
    def is_refused(self):
        return self.status in REFUSED or self.asks_to_sign_in


def probe(client, method, path, body=None, savepoint=True):
    """Whatever it changes is taken back: rows by the savepoint, cookies by hand."""
    wrote, cookies = [], SimpleCookie(client.cookies)

    def note(execute, sql, params, many, context):
        if WRITES.match(sql) and not OF_THE_CALL.search(sql):
            wrote.append(sql[:90])
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(note):
        answer = client.generic(method, f"/{path}", *_sent(path, body), HTTP_ACCEPT_LANGUAGE="zh-CN")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    client.cookies = cookies
    text = content.decode("utf-8", "replace")
    return Outcome(answer.status_code, answer.headers.get("Location", ""), text, tuple(wrote))


def _sent(path, body):
    if path.startswith(("api/", "_allauth/")):
        return json.dumps(body or {}), "application/json"
    return "&".join(f"{name}={value}" for name, value in (body or {}).items()), "application/x-www-form-urlencoded"


def filled(address, values):
    """The address with its parts filled in."""
    return re.sub(r"<\w+:(\w+)>", lambda part: str(values[part[1]]), address)
