"""How a city's officers find and decide the requests that no partner answers, and confirm what was planned."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.organisations.enums import Role
from portal.office_admin import ReadOnlyAdmin
from portal.signed_in import account_of
from portal.workflow.admin import WorkflowAdminMixin

from ..subsidies.models import Instalment
from ..subsidies.rules import halves
from .models import ServiceRequest


def yuan(amount: Any) -> str:
    return _("%(sum)s yuan") % {"sum": number_format(amount, decimal_pos=2, use_l10n=True, force_grouping=True)}


@admin.register(ServiceRequest)
class ServiceRequestAdmin(WorkflowAdminMixin, ReadOnlyAdmin):
    """One request on one screen: who, what, and the plan that granting it makes."""

    roles = (Role.CITY_OFFICER,)
    list_display = ("code", "service", "applicant", "city", "status", "due_on")
    list_filter = ("status",)
    search_fields = ("code", "talent__profile__search")
    search_help_text = gettext_lazy("Number, name or pinyin")
    ordering = ("-id",)
    fields = ("code", "status", "service", "applicant", "tier", "employer", "city", "due_on", "home", "amount", "plan")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[ServiceRequest]:
        rows = super().get_queryset(request).filter(partner=None)
        return rows.select_related("service", "city", "card__tier", "talent__profile", "home_subsidy")

    @admin.display(description=gettext_lazy("applicant"))
    def applicant(self, row: ServiceRequest) -> str:
        return row.talent.profile.name

    @admin.display(description=gettext_lazy("tier"))
    def tier(self, row: ServiceRequest) -> str:
        return str(row.card.tier)

    @admin.display(description=gettext_lazy("employer"))
    def employer(self, row: ServiceRequest) -> str:
        return row.talent.profile.employer_name

    @admin.display(description=gettext_lazy("home"))
    def home(self, row: ServiceRequest) -> str:
        asked = row.home_subsidy
        return " · ".join(
            (asked.home_address, asked.contract_number, date_format(asked.purchased_on), yuan(asked.price_yuan))
        )

    @admin.display(description=gettext_lazy("subsidy for the degree"))
    def amount(self, row: ServiceRequest) -> str:
        return yuan(row.home_subsidy.amount_yuan)

    @admin.display(description=gettext_lazy("plan"))
    def plan(self, row: ServiceRequest) -> str:
        """The parts as they stand, or as granting today would plan them; no fund is charged."""
        parts = [(part.amount_yuan, part.planned_on) for part in row.instalments.order_by("number")]
        planned = parts or halves(row.home_subsidy.amount_yuan, timezone.localdate())
        return " + ".join(f"{yuan(amount)} ({date_format(day)})" for amount, day in planned)


@admin.register(Instalment)
class InstalmentAdmin(WorkflowAdminMixin, ReadOnlyAdmin):
    """The parts of granted subsidies, the one planned first on top."""

    roles = (Role.CITY_OFFICER,)
    list_display = ("request", "number", "applicant", "amount", "planned_on", "status")
    list_filter = ("status",)
    search_fields = ("request__code", "request__talent__profile__search")
    ordering = ("planned_on", "id")
    fields = ("request", "number", "applicant", "amount", "planned_on", "status")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Instalment]:
        mine = super().get_queryset(request).select_related("request__talent__profile", "request__city")
        return mine.filter(request__city__in=account_of(request).places_as(Role.CITY_OFFICER))

    @admin.display(description=gettext_lazy("applicant"))
    def applicant(self, row: Instalment) -> str:
        return row.request.talent.profile.name

    @admin.display(description=gettext_lazy("amount"))
    def amount(self, row: Instalment) -> str:
        return yuan(row.amount_yuan)
