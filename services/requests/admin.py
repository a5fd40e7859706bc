"""How a city's officers find and decide the requests that no partner answers."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from accounts.organisations.enums import Role
from portal.office_admin import ReadOnlyAdmin
from portal.workflow.admin import WorkflowAdminMixin

from ..subsidies.rules import halves
from ..subsidies.wording import yuan
from .models import ServiceRequest


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
        rows = super().get_queryset(request)
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
