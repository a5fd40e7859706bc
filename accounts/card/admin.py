"""How officers find a card and revoke it with reason."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.office_admin import ReadOnlyAdmin
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
    ordering = ("-application_id",)  # by decision, the latest first; those of a family stand together
    fields = ("number", "holder", "tier", "status", "application", "issued_on", "expires_on")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Card]:
        return super().get_queryset(request).select_related("tier", "member", "talent__profile")

    @admin.display(description=_("holder"))
    def holder(self, row: Card) -> str:
        return row.name
