"""How do officers find what happened at a place by its name? The place is looked up first, then what is its."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.office_admin import ReadOnlyAdmin
from portal.search import is_number, matches

MOST = 20  # places whose rows are asked for at once


class FoundByPlaceAdmin(ReadOnlyAdmin):
    """A list of a table that has an index of its `partner` and its order.

    No index answers for two tables at once: with a name over a join PostgreSQL leafs through all rows in their order.
    """

    def cities_seen(self, request: HttpRequest) -> Iterable[int] | None:
        """The cities whose places the reader sees; None: every city."""
        return None

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        by_number = self.number in self.search_fields and is_number(search_term)
        if by_number or not search_term.strip():
            return super().get_search_results(request, queryset, search_term)
        keys = list(matches(self._places(request), search_term).values_list("pk", flat=True)[: MOST + 1])
        if len(keys) > MOST:
            messages.warning(request, _too_many())
        return queryset.filter(partner__in=keys[:MOST]), False

    def _places(self, request: HttpRequest) -> QuerySet[Any]:
        """In the order of their short names, as they stand in their own list."""
        places: Any = self.model._meta.get_field("partner").related_model
        rows, cities = places._base_manager.order_by("slug"), self.cities_seen(request)
        return rows if cities is None else rows.filter(city__in=cities)


def _too_many() -> str:
    return _(
        "More than %(most)s partners are called so. Only the first %(most)s, in the order of their short names, were "
        "looked at. Please type more of the name."
    ) % {"most": MOST}
