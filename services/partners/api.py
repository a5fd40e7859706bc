"""The calls of a partner's system: check a code, record what became of it."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import APIException
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Partner
from portal.api.permissions import IsPartner, client_of
from portal.api.views import ApiView
from portal.guessing import PAUSE
from portal.workflow.table import no

from ..models import Check, PartnerClient, Service
from . import examples, sandbox
from .answers import answer_body, use_body
from .checks import check_code
from .checks_found import check_found
from .counter import Counter, of_client
from .enums import Channel
from .guesses import SAID, Slowed
from .kept_calls import KeptIfAnswered, keep_answered
from .portraits import photo_of
from .refused_uses import WRITING
from .scopes import MayCheck, MayRecordUses
from .serializers import CheckAnswer, CheckRequest, UseAnswer, UseRequest, unknown_check, unknown_service
from .uses import write


class TooManyGuesses(APIException):
    """429 with `Retry-After`."""

    status_code = 429
    default_code = "too_many_unknown_codes"
    default_detail = SAID
    wait = int(PAUSE.total_seconds())


def calling_partner(request: Request) -> Counter:
    return of_client(client_of(request))


def partners_seen(request: Request) -> QuerySet[Partner]:
    """Whose rows the caller may read: its partner's, and nobody's where the key is one for tests."""
    found = calling_partner(request).partners
    return found.none() if sandbox.sees_nobody(link_of(request)) else found


def link_of(request: Request) -> PartnerClient | None:
    """The calling system's key, read with its token."""
    return getattr(request._request, "partner_link", None)


def _system(request: Request, link: PartnerClient | None) -> dict[str, Any]:
    return {"client": client_of(request), "window_id": link.window_id if link else None}


def _of_sandbox(request: Request, body: dict[str, Any]) -> Response:
    keep_answered(request._request, 201)
    return Response(body, status=201)


class Checks(ApiView):
    """Whether the card behind a code gives a service here. The first check uses the code up, whatever the verdict."""

    permission_classes: tuple[type[BasePermission], ...] = (IsPartner, MayCheck)
    serializer_class = CheckRequest
    keeps_own_keys = True
    refuses = (unknown_service, TooManyGuesses)

    @extend_schema(request=CheckRequest, responses={201: CheckAnswer}, examples=examples.of_checks())
    def post(self, request: Request) -> Response:
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        shown = dict(asked.validated_data) | {"key": self.idempotency_key or None}
        link = link_of(request)
        try:
            if tried := sandbox.checked(link, **shown):
                return _of_sandbox(request, tried)
            answer = check_code(calling_partner(request), channel=Channel.API, **_system(request, link), **shown)
        except Service.DoesNotExist as error:
            raise unknown_service() from error
        except Slowed as error:
            raise TooManyGuesses from error
        return Response(answer_body(answer), status=201)  # plain already: a serializer would only copy it, slowly


class Photo(KeptIfAnswered, ApiView):
    """The photo of whom the checked card names, to compare: for 15 minutes, to the partner that made the check."""

    permission_classes: tuple[type[BasePermission], ...] = (IsPartner, MayCheck)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Whoever accepts a JPEG gets one; a refusal is told as everywhere."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(request=None, responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def get(self, request: Request, public_id: Any) -> FileResponse:
        """404 where there is none, for a check of another partner, and afterwards."""
        here = partners_seen(request).values("pk")
        return photo_of(Check.objects.filter(partner__in=here), public_id)


class Uses(ApiView):
    """What became of a check, recorded and counted once."""

    permission_classes: tuple[type[BasePermission], ...] = (IsPartner, MayRecordUses)
    serializer_class = UseRequest
    idempotency_required = True
    refuses = (unknown_check, *(no(code, said) for code, said in WRITING.items()))

    @extend_schema(request=UseRequest, responses={201: UseAnswer}, examples=examples.of_uses())
    def post(self, request: Request) -> Response:
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        what = dict(asked.validated_data)
        number = what.pop("check")
        if tried := sandbox.recorded(link_of(request), number, **what):
            return _of_sandbox(request, tried)
        is_apart = sandbox.sees_nobody(link_of(request))
        check = None if is_apart else check_found(calling_partner(request), number, at=timezone.now())
        if check is None:
            raise unknown_check()
        return Response(use_body(write(check, **what)), status=201)
