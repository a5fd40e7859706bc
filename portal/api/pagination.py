"""How a list of the API is cut: `{"next", "previous", "results"}` by cursor, at most 100 rows, in one statement."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from portal.paging import BadCursor, KeysetPage

SIZE, MOST = 25, 100


class CursorPages(BasePagination):
    """The order is the view's `ordering` (columns that run one way and are never null)."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.url = request.build_absolute_uri()
        cursor = request.query_params.get("cursor")
        try:
            self.page = KeysetPage(queryset, tuple(view.ordering), cursor, page_size(request), strict=True)
        except BadCursor as error:
            raise bad_cursor() from error
        return self.page.rows

    def get_paginated_response(self, data: Any) -> Response:
        next_url, previous_url = self._url(self.page.next_cursor), self._url(self.page.previous_cursor)
        return Response({"next": next_url, "previous": previous_url, "results": data})

    def _url(self, cursor: str | None) -> str | None:
        return replace_query_param(remove_query_param(self.url, "cursor"), "cursor", cursor) if cursor else None

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        size = {"type": "integer", "minimum": 1, "maximum": MOST, "default": SIZE}
        return [
            {"name": "cursor", "in": "query", "required": False, "schema": {"type": "string"}},
            {"name": "page_size", "in": "query", "required": False, "schema": size},
        ]


def page_size(request: Request) -> int:
    """What the caller asked for. Raises a 400 for anything but 1 to 100."""
    text = request.query_params.get("page_size", str(SIZE))
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MOST):
        raise bad_page_size()
    return int(text)


def bad_cursor() -> ValidationError:
    return _fault("cursor", _("This cursor is not one of this list."))


def bad_page_size() -> ValidationError:
    return _fault("page_size", _("A page holds 1 to 100 rows."))


def _fault(name: str, message: Any) -> ValidationError:
    return ValidationError({name: [ErrorDetail(message, "invalid")]})
