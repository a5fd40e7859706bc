"""How the API says that something is wrong: RFC 9457 problem details with a `code`, and `errors` by field for 400."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.exceptions import APIException, ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler

from portal import disk
from portal.idempotency import KeyReused
from portal.workflow.engine import Refusal

MEDIA_TYPE = "application/problem+json"
Errors = dict[str, list[dict[str, str]]]
Listener = Callable[[Request, int, str], None]
_LISTENERS: list[Listener] = []
_STATUS_OF_REFUSAL = {"not_allowed": 403, "reason_missing": 400}


def tells_of_refusals(listener: Listener) -> None:
    """Have `listener(request, status, code)` hear of each refused call; it raises nothing.

    A fault of ours, which ends as 500, is no refusal: it stands in our own log.
    """
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


def problem(status: int, code: str, detail: str, errors: Errors | None = None) -> dict[str, Any]:
    """The body: `type`, `title`, `status`, `detail`, `code`, and `errors` where fields are at fault."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, "code": code}
    return body | ({"errors": errors} if errors else {})


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal as a problem; None for what is a fault of ours, which ends as 500."""
    api_exc = _as_api_exception(exc)
    response = drf_exception_handler(api_exc, context)
    if response is None or not isinstance(api_exc, APIException):
        return None
    response.data = _body(api_exc)
    _tell(context, response.status_code, response.data["code"])
    response.content_type = MEDIA_TYPE
    return response


def body_of(exc: Exception) -> dict[str, Any]:
    """With which body `exc` is answered. Raises it where it is a fault of ours."""
    api_exc = _as_api_exception(exc)
    if not isinstance(api_exc, APIException):
        raise exc
    return _body(api_exc)


def _body(exc: APIException) -> dict[str, Any]:
    code, detail, errors = _explained(exc)
    return problem(exc.status_code, code, detail, errors)


def _tell(context: dict[str, Any], status: int, code: str) -> None:
    for listener in _LISTENERS:
        listener(context["request"], status, code)


def page(body: dict[str, Any]) -> JsonResponse:
    """The problem for an address of the API that no view answered, or where the view broke off."""
    return JsonResponse(body, status=body["status"], content_type=MEDIA_TYPE)


def not_found() -> dict[str, Any]:
    return body_of(Http404())


def unreadable(*, is_too_large: bool) -> dict[str, Any]:
    status, code = (413, "too_large") if is_too_large else (400, "bad_request")
    return problem(status, code, _("The request could not be read."))


def server_error() -> dict[str, Any]:
    return problem(500, "server_error", _("Something went wrong on our side. Please try again later."))


def disk_full() -> dict[str, Any]:
    return problem(507, disk.CODE, str(disk.NO_ROOM))


def _as_api_exception(exc: Exception) -> Exception:
    if isinstance(exc, Http404):
        return exceptions.NotFound(_("There is nothing at this address."))
    if isinstance(exc, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(exc, KeyReused):
        return _with_status(422, KeyReused.code, _("This Idempotency-Key came before with another body."))
    if isinstance(exc, Refusal):
        return _of_refusal(exc)
    if disk.is_full(exc):
        return _with_status(507, disk.CODE, str(disk.NO_ROOM))
    return exc


def _of_refusal(refusal: Refusal) -> APIException:
    if refusal.code == "reason_missing":
        return ValidationError({"reason": [ErrorDetail(str(refusal), refusal.code)]})
    return _with_status(_STATUS_OF_REFUSAL.get(refusal.code, 409), refusal.code, str(refusal))


def _with_status(status: int, code: str, detail: str) -> APIException:
    exc = APIException(detail, code)
    exc.status_code = status
    return exc


def _explained(exc: APIException) -> tuple[str, str, Errors | None]:
    """`(code, detail, errors)`: a fault of the fields has the code `invalid` and says which."""
    if isinstance(exc, ValidationError):
        errors: Errors = {}
        for name, found in _by_field(exc.detail):
            errors.setdefault(name, []).append({"code": found.code or "invalid", "message": str(found)})
        return "invalid", _("Some of what was sent cannot be accepted."), errors
    if isinstance(exc, exceptions.ParseError):
        return "malformed", str(exc.detail), None
    return getattr(exc.detail, "code", exc.default_code), str(exc.detail), None


def _by_field(detail: Any, path: str = "") -> Iterator[tuple[str, ErrorDetail]]:
    """Each fault with the dotted path of its field; what concerns the whole body stands under `body`."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _by_field(inner, path if name == "non_field_errors" else f"{path}.{name}" if path else str(name))
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            yield from _by_field(inner, f"{path}.{index}" if nested and path else path)
    else:
        yield path or "body", detail
