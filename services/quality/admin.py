"""How officers find and answer reports of cards that were not honoured."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import Role
from portal.office_admin import ReadOnlyAdmin
from portal.signed_in import account_of
from portal.workflow.admin import WorkflowAdminMixin

from .models import TurnedAway


@admin.register(TurnedAway)
class TurnedAwayAdmin(WorkflowAdminMixin, ReadOnlyAdmin):
    """What was tried where, what the check there had said, and the answer."""

    roles = (Role.CITY_OFFICER,)
    list_display = ("code", "partner", "service", "status", "due_on", "created_at")
    list_filter = ("status",)
    name = "partner__name_zh"
    search_fields = ("code", "partner__name_zh")
    search_help_text = _("Number, or the Chinese name of the partner")
    ordering = ("-id",)
    fields = ("code", "status", "partner", "liaison", "service", "text", "last_answer", "due_on", "created_at")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[TurnedAway]:
        rows = super().get_queryset(request).select_related("partner__city", "service", "last_check")
        return rows.filter(partner__city__in=account_of(request).places_as(Role.CITY_OFFICER))

    @admin.display(description=_("liaison"))
    def liaison(self, row: TurnedAway) -> str:
        return f"{row.partner.liaison_name} {row.partner.liaison_phone}".strip()

    @admin.display(description=_("what the last check there said"))
    def last_answer(self, row: TurnedAway) -> str:
        return str(row.last_check.get_reason_display()) if row.last_check else "—"
