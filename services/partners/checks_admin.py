"""Who looked at a card, at which window, and who recorded what became of it? For the city of the partner, the province
and the auditor; never whose card it was."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import Role
from portal.office_admin import ReadOnlyAdmin

from ..models import Check


@admin.register(Check)
class CheckAdmin(ReadOnlyAdmin):
    """Found by the number that a message or a report names; nothing is decided here."""

    roles = (Role.CITY_OFFICER, Role.PROVINCE_OFFICER, Role.AUDITOR)
    list_display = (
        "public_number",
        "checked_at",
        "partner",
        "service",
        "verdict",
        "staff",
        "window",
        "outcome",
        "recorder",
    )
    search_fields = ("public_id",)
    search_help_text = _("Number of the check, in full")
    ordering = ("-id",)
    fields: ClassVar = (*list_display, "reason", "channel", "code_kind")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Check]:
        shown = ("partner", "service", "staff", "shift__pairing__window", "use__staff")
        return super().get_queryset(request).select_related(*shown)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return self.order_of_list(request)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """A whole number only, so that an index answers."""
        term = search_term.strip()
        if not term:
            return queryset, False
        try:
            return queryset.filter(public_id=UUID(term)), False
        except ValueError:
            return queryset.none(), False

    @admin.display(description=_("window"))
    def window(self, row: Check) -> str:
        """Where somebody signed on by PIN; what was done with one's own sign-in names no window."""
        return str(row.shift.pairing.window) if row.shift else "–"

    @admin.display(description=_("outcome"))
    def outcome(self, row: Check) -> str:
        return str(row.use.get_outcome_display()) if hasattr(row, "use") else "–"

    @admin.display(description=_("recorded by"))
    def recorder(self, row: Check) -> str:
        return str(row.use.staff or "–") if hasattr(row, "use") else "–"
