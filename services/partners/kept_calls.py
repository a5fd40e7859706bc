"""Which calls of a partner's systems were refused, failed or answered lately? For its programmer, for thirty days.

A row says which call it was by its pattern and never by its address, in which anything could stand; no body, no
answer. Not more than `MOST` refused ones a minute are kept of one partner: a system that runs wild fills no table. Of
what is read over and over a row a minute is kept. Checks and uses are rows already, and cost nothing more.
"""

from datetime import timedelta
from typing import Any

import structlog
from django.core.signals import got_request_exception
from django.db import Error, transaction
from django.db.models.functions import Now
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.views import APIView

from portal.api.problems import server_error, tells_of_refusals
from portal.tally import Tally

from ..models import AnsweredCall, PartnerClient, RefusedCall, SandboxCheck

KEPT = timedelta(days=30)
MOST, BATCH = 60, 1_000
REFUSED_SO_FAR, READ_SO_FAR = Tally("refused"), Tally("read")
log = structlog.get_logger(__name__)


def register() -> None:
    """Called when the app is ready."""
    tells_of_refusals(keep_refused)
    got_request_exception.connect(_keep_failed, dispatch_uid="services.partners.kept_calls")


def keep_refused(request: Request, answer: int, code: str) -> None:
    """Of a partner's system, not of others. The refusal stands, whatever happens."""
    _keep(request._request, answer, code)


def keep_answered(request: HttpRequest, answer: int) -> None:
    """A call that leaves no other row; of reads the first within a minute."""
    link = _link_of(request)
    if link and (request.method != "GET" or READ_SO_FAR.add(f"{link.pk}-{_name_of(request)}") == 1):
        _write(AnsweredCall, link, request, answer=answer)


def forget() -> int:
    """Delete what is older than `KEPT`, in small transactions; how many."""
    return _forget(RefusedCall) + _forget(AnsweredCall) + _forget(SandboxCheck, "checked_at")


class KeptIfAnswered(APIView):
    """Mixed into a view whose answers are to be found by the programmer, named before the view class."""

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        final = super().finalize_response(request, response, *args, **kwargs)
        if final.status_code < 400:
            keep_answered(request._request, final.status_code)
        return final


def _keep_failed(request: HttpRequest, **_more: Any) -> None:
    """A fault of ours, once what it had begun is rolled back."""
    if request is not None:
        _keep(request, 500, server_error()["code"])


def _keep(request: HttpRequest, answer: int, code: str) -> None:
    link = _link_of(request)
    if link and REFUSED_SO_FAR.add(link.partner_id) <= MOST:
        _write(RefusedCall, link, request, answer=answer, code=code[:50])


def _write(model: Any, link: PartnerClient, request: HttpRequest, **said: Any) -> None:
    match = request.resolver_match
    of: dict[str, Any] = {"partner_id": link.partner_id, "client": link.client_id, "method": request.method}
    try:
        with transaction.atomic():
            model.objects.create(**of, call=match.route if match else "", **said)
    except Error as error:
        log.warning("call_not_kept", error=type(error).__name__)


def _forget(model: Any, moment: str = "called_at") -> int:
    total = 0
    old = model.objects.filter(**{f"{moment}__lt": Now() - KEPT}).order_by(moment)
    while ids := list(old.values_list("pk", flat=True)[:BATCH]):
        total += model.objects.filter(pk__in=ids).delete()[0]
    return total


def _link_of(request: HttpRequest) -> PartnerClient | None:
    return getattr(request, "partner_link", None)


def _name_of(request: HttpRequest) -> str:
    return (request.resolver_match and request.resolver_match.url_name) or ""
