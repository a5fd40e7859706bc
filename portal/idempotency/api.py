"""How an API view honours the header `Idempotency-Key`."""

import json
import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from portal.idempotency.bodies import comparable
from portal.idempotency.once import once

HEADER = "Idempotency-Key"
PATTERN = r"^[\x21-\x7e]{1,255}$"
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
Handler = Callable[..., Response]


class NoKey(APIException):
    status_code = 400
    default_code = "idempotency_key_missing"
    default_detail = _("This call needs the header Idempotency-Key.")


class BadKey(APIException):
    status_code = 400
    default_code = "idempotency_key_invalid"
    default_detail = _("An Idempotency-Key has 1 to 255 visible ASCII characters.")


class _NotKept(Exception):
    """An answer of 400 or above: rolled back with its key, so that a repeat is tried afresh."""

    def __init__(self, response: Response) -> None:
        self.response = response


class IdempotentWrites:
    """For DRF views, named before the view class: every write runs at most once for its key, effect and key in one
    transaction. `idempotency_required` makes a write without the header a 400."""

    idempotency_required = False
    keeps_own_keys = False  # a view whose rows carry the key themselves (a check) only has the header validated

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        self.idempotency_key = _key(request, required=self.idempotency_required)
        name = (request.method or "").lower()
        if self.idempotency_key and not self.keeps_own_keys and hasattr(self, name):
            setattr(self, name, self._once(getattr(self, name)))

    def _once(self, handler: Handler) -> Handler:
        def run_once(request: Request, *args: Any, **kwargs: Any) -> Response:
            def run() -> tuple[int, Any]:
                response = handler(request, *args, **kwargs)
                if response.status_code >= 400:
                    raise _NotKept(response)
                return response.status_code, json.loads(JSONRenderer().render(response.data) or b"null")

            try:
                status, body, replayed = once(_scope(request), self.idempotency_key, comparable(request.data), run)
            except _NotKept as refused:
                return refused.response
            return Response(body, status=status, headers={"Idempotent-Replayed": "true"} if replayed else None)

        return run_once


def _key(request: Request, *, required: bool) -> str:
    key = request.headers.get(HEADER)
    if request.method not in _WRITES or (key is None and not required):
        return ""
    if key is None:
        raise NoKey
    if not re.fullmatch(PATTERN, key):
        raise BadKey
    return key


def _scope(request: Request) -> str:
    """Who writes where: the same key of another caller or for another address is another key."""
    who = getattr(request.user, "public_id", None) or getattr(request.auth, "client_id", "anyone")
    return f"{who} {request.method} {request.path}"[:255]
