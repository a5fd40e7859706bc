"""With what may each call of the API be refused? One table, from which the document has its statuses and examples.

The bodies are made by the code that answers with them, from what the calls raise.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.http import Http404
from rest_framework import exceptions
from rest_framework.permissions import AllowAny

from portal.api import problems
from portal.api.authentication import UnknownSession, UnknownToken, refused_by_examiners
from portal.api.pagination import CursorPages, bad_cursor, bad_page_size
from portal.api.parsers import NotJson, StrictJSONParser
from portal.api.permissions import IsPartner
from portal.api.views import Refused, unknown_parameters
from portal.idempotency import KeyReused
from portal.idempotency.api import BadKey, NoKey
from portal.workflow.engine import Refusal, verdict_on
from portal.workflow.table import Verdict, Workflow

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
ABOUT = {
    "400": "What was sent cannot be accepted; `errors` says which fields.",
    "401": "No valid credentials.",
    "403": "The wrong kind of caller, or one that may not do this.",
    "404": "No such object, or not yours.",
    "409": "Refused as things stand; `code` says why.",
    "422": "The Idempotency-Key came before with another body.",
    "429": "Too much within a short time: wait as many seconds as `Retry-After` says.",
    "default": "Anything else.",
}
Body = dict[str, Any]


def of_call(view: Any, method: str, path: str, serializer: Any = None) -> dict[str, dict[str, Body]]:
    """By status, the bodies with which a call may be refused, by name. `serializer` is that of what is sent."""
    found: dict[str, dict[str, Body]] = {}
    for raised in _raised(view, method, path, serializer):
        body = _body(raised)
        found.setdefault(str(body["status"]), {}).setdefault(_name(body), body)
    broken = [problems.server_error(), problems.disk_full()]
    return found | {"default": {_name(body): body for body in [*_unread(view, method), *broken]}}


def wrong_status(workflow: Workflow, step: str) -> Callable[[], Exception]:
    """What a step is refused with where the object is no longer where it starts from."""

    def refusal() -> Exception:
        taken = workflow[step]
        elsewhere = next(status for status in workflow.states() if status not in taken.source)
        verdict = verdict_on(taken, workflow.model_class()(status=elsewhere), None)
        return Refusal(verdict.code, verdict.message)

    return refusal


def _raised(view: Any, method: str, path: str, serializer: Any) -> Iterator[Refused]:
    yield lambda: unknown_parameters(["colour"])
    if isinstance(getattr(view, "paginator", None), CursorPages) and method not in WRITES:
        yield from (bad_cursor, bad_page_size)
    if not any(isinstance(permission, AllowAny) for permission in view.get_permissions()):
        yield from _of_callers(view)
    if "{" in path:
        yield Http404
    if method in WRITES:
        yield from _of_writes(view, serializer)
    if method in WRITES or not WRITES & set(view.allowed_methods):
        yield from view.refuses


def _of_callers(view: Any) -> Iterator[Refused]:
    yield exceptions.NotAuthenticated
    if any(isinstance(permission, IsPartner) for permission in view.get_permissions()):
        yield UnknownToken
        yield from refused_by_examiners()
    else:
        yield UnknownSession
    yield exceptions.PermissionDenied
    for permission in view.get_permissions():
        yield from getattr(permission, "refuses", ())


def _of_writes(view: Any, serializer: Any) -> Iterator[Refused]:
    yield from (NoKey, BadKey) if view.idempotency_required else (BadKey,)
    yield lambda: KeyReused("")
    if serializer is None:
        return
    if StrictJSONParser in view.parser_classes:
        yield NotJson
    for sent in ({}, {"colour": "blue"}):
        asked = serializer.__class__(data=sent, partial=serializer.partial)
        if not asked.is_valid():
            yield partial(exceptions.ValidationError, asked.errors)


def _unread(view: Any, method: str) -> Iterator[Body]:
    yield _body(exceptions.NotAcceptable)
    if method in WRITES:
        yield _body(lambda: exceptions.UnsupportedMediaType("text/plain"))
        yield problems.unreadable(is_too_large=True)


def _body(raised: Refused) -> Body:
    made = raised if isinstance(raised, Verdict) else raised()
    return problems.body_of(Refusal(made.code, made.message) if isinstance(made, Verdict) else made)


def _name(body: Body) -> str:
    """The code, and for faults of fields the first of them."""
    return "_".join([body["code"], *list(body.get("errors", {}))[:1]]).replace(".", "_")
