"""The calls of a partner's system: check a code, record what became of it."""

from typing import Any

from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import APIException
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.permissions import IsPartner, client_of
from portal.api.views import ApiView

from ..models import Check, Service
from . import examples, sandbox
from .answers import answer_body, use_body
from .checks import check_code
from .checks_found import check_found
from .counter import Counter, of_client
from .enums import Channel
from .guesses import PAUSE, SAID, Slowed
from .portraits import photo_of
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


class Checks(ApiView):
    """Whether the card behind a code gives a service here. The first check uses the code up, whatever the verdict."""

    permission_classes: tuple[type[BasePermission], ...] = (IsPartner,)
    serializer_class = CheckRequest
    keeps_own_keys = True

    @extend_schema(request=CheckRequest, responses={201: CheckAnswer}, examples=examples.of_checks())
    def post(self, request: Request) -> Response:
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        shown = dict(asked.validated_data) | {"key": self.idempotency_key or None}
        link = getattr(request._request, "partner_link", None)
        try:
            answer = sandbox.answer(link, **shown) or check_code(calling_partner(request), channel=Channel.API, **shown)
        except Service.DoesNotExist as error:
            raise unknown_service() from error
        except Slowed as error:
            raise TooManyGuesses from error
        return Response(answer_body(answer), status=201)  # plain already: a serializer would only copy it, slowly


class Photo(ApiView):
    """The photo of whom the checked card names, to compare: for 15 minutes, to the partner that made the check."""

    permission_classes: tuple[type[BasePermission], ...] = (IsPartner,)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Whoever accepts a JPEG gets one; a refusal is told as everywhere."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(request=None, responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def get(self, request: Request, public_id: Any) -> FileResponse:
        """404 where there is none, for a check of another partner, and afterwards."""
        here = calling_partner(request).partners.values("pk")
        return photo_of(Check.objects.filter(partner__in=here), public_id)


class Uses(ApiView):
    """What became of a check, recorded and counted once."""

    permission_classes: tuple[type[BasePermission], ...] = (IsPartner,)
    serializer_class = UseRequest
    idempotency_required = True
    refusals = examples.REFUSED_USES

    @extend_schema(request=UseRequest, responses={201: UseAnswer}, examples=examples.of_uses())
    def post(self, request: Request) -> Response:
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        what = dict(asked.validated_data)
        check = check_found(calling_partner(request), what.pop("check"), at=timezone.now())
        if check is None:
            raise unknown_check()
        return Response(use_body(write(check, **what)), status=201)
