"""The call with which a partner's system fetches what happened: oldest first, from the last event that it has."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from portal.api.pagination import CursorPages, page_size
from portal.api.permissions import IsPartner
from portal.api.views import ApiView

from ..models import PartnerEvent
from ..partners.api import partners_seen
from ..partners.kept_calls import KeptIfAnswered
from ..partners.scopes import MayFetchEvents
from .enums import Kind


class EventAnswer(serializers.Serializer):
    """The same body as that of the webhook with this `id`."""

    id = serializers.UUIDField(source="public_id", help_text="Of the last one you have: send it as `after`.")
    type = serializers.ChoiceField(choices=Kind.values, source="kind")
    timestamp = serializers.DateTimeField(source="happened_at")
    data = serializers.DictField(  # type: ignore[assignment] # every serializer has an attribute of that name
        help_text="Ids and codes; which ones goes by `type`, see docs/partners.md."
    )


class AfterPages(BasePagination):
    """Cut by `after`, the id of the last event read: it stays good at the end of the list, when nothing came yet."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        size = page_size(request)
        found = list(queryset.order_by("pk")[: size + 1])
        rows, more = found[:size], len(found) > size
        url = request.build_absolute_uri()
        self.next = replace_query_param(url, "after", str(rows[-1].public_id)) if more else None
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.next, "previous": None, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return CursorPages().get_paginated_response_schema(schema)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        about = "The id of the last event you have; without it from the oldest that is kept (90 days)."
        after = {"name": "after", "in": "query", "required": False, "description": about}
        others = [row for row in CursorPages().get_schema_operation_parameters(view) if row["name"] != "cursor"]
        return [after | {"schema": {"type": "string", "format": "uuid"}}, *others]


class Events(KeptIfAnswered, ApiView):
    """What happened at the partner's own desk and to requests asked of it, beyond what its systems did themselves."""

    permission_classes: tuple[type[BasePermission], ...] = (IsPartner, MayFetchEvents)
    serializer_class = EventAnswer
    pagination_class = AfterPages
    query_parameters = ("after", "page_size")

    @extend_schema(responses={200: EventAnswer(many=True)}, operation_id="partner_events_list")
    def get(self, request: Request) -> Response:
        pages: Any = self.paginator
        rows = pages.paginate_queryset(self.get_queryset(), request, view=self)
        return pages.get_paginated_response(self.get_serializer(rows, many=True).data)

    def get_queryset(self) -> Any:
        mine = PartnerEvent.objects.filter(partner__in=list(partners_seen(self.request).values_list("pk", flat=True)))
        text = self.request.query_params.get("after")
        return mine if text is None else mine.filter(pk__gt=_number_of(mine, text))


def _number_of(mine: Any, text: str) -> int:
    """Raises a 400 for what is no event of this partner, or no longer."""
    try:
        found = mine.filter(public_id=UUID(text)).values_list("pk", flat=True).first()
    except ValueError:
        found = None
    if found is None:
        said = _("No event of yours has this id, or it is older than 90 days. Without it you get all that are kept.")
        raise ValidationError({"after": [ErrorDetail(str(said), "unknown")]})
    return found
