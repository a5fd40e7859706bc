"""How officers find a card and revoke it with reason."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.office_admin import ReadOnlyAdmin
from portal.signed_in import account_of
from portal.workflow.admin import WorkflowAdminMixin

from ..organisations.enums import Role
from .models import Card


@admin.register(Card)
class CardAdmin(WorkflowAdminMixin, ReadOnlyAdmin):
    """Read-only but for the steps of the flow."""

    roles = (Role.CITY_OFFICER, Role.PROVINCE_OFFICER, Role.AUDITOR)
    list_display = ("number", "holder", "tier", "status", "issued_on", "expires_on")
    list_filter = ("status", "tier")
    number = "number"
    search_fields = ("number", "talent__profile__search")
    search_help_text = _("Card number, name or pinyin")
    fields = ("number", "holder", "tier", "status", "application", "issued_on", "expires_on")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Card]:
        rows = super().get_queryset(request).select_related("tier", "member", "talent__profile")
        return rows if self._sees_all(request) else rows.select_related("application")

    def order_of_list(self, request: HttpRequest) -> tuple[str, ...]:
        """By decision, the latest first; a city's are found by index only by columns of the decision itself."""
        return ("-application_id",) if self._sees_all(request) else ("-application__created_at", "-application__code")

    def _sees_all(self, request: HttpRequest) -> bool:
        user = account_of(request)
        return bool(user.has_role(Role.PROVINCE_OFFICER) or user.has_role(Role.AUDITOR))

    @admin.display(description=_("holder"))
    def holder(self, row: Card) -> str:
        return row.name
