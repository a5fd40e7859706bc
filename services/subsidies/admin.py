"""How a city's officers confirm what was planned, and what a fund officer reads of it: sums and days, no names."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import Role
from portal.office_admin import ReadOnlyAdmin
from portal.search import is_number
from portal.signed_in import account_of
from portal.workflow.admin import WorkflowAdminMixin

from .models import Instalment
from .wording import yuan

NAMING = "applicant"


@admin.register(Instalment)
class InstalmentAdmin(WorkflowAdminMixin, ReadOnlyAdmin):
    """The parts of granted subsidies, the one planned first on top."""

    roles = (Role.CITY_OFFICER, Role.FUND_OFFICER)
    list_display = ("request", "number", "city", NAMING, "amount", "planned_on", "status")
    list_filter = ("status",)
    search_fields = number, name = "request__code", "request__talent__profile__search"
    search_help_text = _("Number of the request")
    ordering = ("planned_on", "id")
    readonly_fields = (*list_display, "code")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Instalment]:
        return super().get_queryset(request).select_related("request__talent__profile", "city")

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        return self._shown_to(request)

    def get_fields(self, request: HttpRequest, obj: Instalment | None = None) -> tuple[str, ...]:
        """The number of the request leads to it only for those who may open it."""
        shown = self._shown_to(request)
        return shown if self._may_name(request) else ("code", *(name for name in shown if name != "request"))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        if search_term and not is_number(search_term) and not self._may_name(request):
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("Number of the request"))
    def code(self, row: Instalment) -> str:
        return row.request.code

    @admin.display(description=_("city"))
    def city(self, row: Instalment) -> str:
        return row.city.name

    @admin.display(description=_("applicant"))
    def applicant(self, row: Instalment) -> str:
        return row.request.talent.profile.name

    @admin.display(description=_("amount"))
    def amount(self, row: Instalment) -> str:
        return yuan(row.amount_yuan)

    def _shown_to(self, request: HttpRequest) -> tuple[str, ...]:
        return tuple(name for name in self.list_display if name != NAMING or self._may_name(request))

    def _may_name(self, request: HttpRequest) -> bool:
        """Who pays needs to know how much and when; only the office that decided needs to know whom."""
        return account_of(request).has_role(Role.CITY_OFFICER)
