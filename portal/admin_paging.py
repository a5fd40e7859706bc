"""How do officials leaf through a table without end? From row to row: no COUNT, no OFFSET, no page numbers."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst

from portal.paging import KeysetPage
from portal.search import matches

CURSOR = "cursor"


class KeysetChangeList(ChangeList):
    """The admin's list, one page of a keyset; `keyset` knows the ways to the pages before and after."""

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        super().__init__(request, *args)
        self.title = str(capfirst(self.opts.verbose_name_plural))  # what is here, where Django says "Select … to view"
        self.params.pop(CURSOR, None)  # a new search or filter begins at the first page

    def get_filters_params(self, params: dict[str, Any] | None = None) -> dict[str, Any]:
        found = super().get_filters_params(params)
        found.pop(CURSOR, None)
        return found

    def get_results(self, request: HttpRequest) -> None:
        order = tuple(map(str, self.model_admin.get_ordering(request)))
        self.keyset = KeysetPage(self.queryset, order, request.GET.get(CURSOR), self.list_per_page)
        self.result_list = self.keyset.rows
        self.result_count = len(self.keyset.rows)
        self.full_result_count = None
        self.show_full_result_count = self.can_show_all = self.multi_page = False
        self.show_admin_actions = True
        self.paginator = Paginator(self.keyset.rows, self.list_per_page)


class KeysetAdminMixin(admin.ModelAdmin):
    """Named before `ModelAdmin`; `ordering` names not-null columns that all run one way, best with an index."""

    change_list_template = "admin/keyset_change_list.html"
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # they count every value of every filter
    sortable_by = ()
    list_per_page = 50

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """What is not there and what is not for this reader are both not found; Django would send on to the index."""
        raise Http404

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """By the one `search` column that `search_fields` names; Django's own search reads every row."""
        if not self.search_fields:
            return queryset, False
        (column,) = self.search_fields
        return matches(queryset, search_term, column=column), False

    def get_paginator(self, request: HttpRequest, queryset: Any, per_page: int, *args: Any, **kwargs: Any) -> Paginator:
        """Of Django's own log of a row, which the portal's histories replace, the first page without counting it."""
        return Paginator(list(queryset[:per_page]), per_page)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return KeysetChangeList
