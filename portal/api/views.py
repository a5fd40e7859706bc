"""What every view of the API starts from."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.pagination import CursorPages
from portal.idempotency.api import IdempotentWrites
from portal.workflow.table import Verdict

Refused = Verdict | Callable[[], Exception | Verdict]


class ApiView(IdempotentWrites, GenericAPIView):
    """A write runs once for its Idempotency-Key; a query parameter that is not in `query_parameters` is a 400."""

    query_parameters: ClassVar[tuple[str, ...]] = ()
    pagination_class: Any = None
    refuses: ClassVar[tuple[Refused, ...]] = ()  # for the document: what its write, or else its read, is refused with

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        unknown = sorted(set(request.query_params) - set(self.query_parameters))
        if unknown:
            raise unknown_parameters(unknown)


def unknown_parameters(names: Iterable[str]) -> ValidationError:
    return ValidationError({name: [ErrorDetail(_("Unknown parameter."), "unknown_field")] for name in names})


class ApiListView(ListModelMixin, ApiView):
    """`GET` gives a page of `get_queryset()`; `ordering` names the columns it is cut by."""

    pagination_class = CursorPages
    query_parameters = ("cursor", "page_size")
    ordering: ClassVar[tuple[str, ...]] = ("pk",)

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request, *args, **kwargs)


class ApiDetailView(RetrieveModelMixin, ApiView):
    """`GET` gives one row of `get_queryset()`, found by `lookup_field`."""

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.retrieve(request, *args, **kwargs)


class Open(GenericAPIView):
    """For what anyone may read, found by `slug`: who calls is not asked, so no statement is spent on it."""

    permission_classes: Any = (AllowAny,)
    authentication_classes: Any = ()
    lookup_field = "slug"


class OpenListView(Open, ApiListView):
    pass


class OpenDetailView(Open, ApiDetailView):
    pass
