"""Who looked at a card, at which window, and who recorded what became of it? For the city of the partner, the province
and the auditor; never whose card it was."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from accounts.organisations.enums import Role
from portal.office_admin import ReadOnlyAdmin

from ..models import Check
from .enums import Reason


class UnknownCodes(admin.SimpleListFilter):
    """Of the one partner that the message about guesses names in its address; else there is nothing to choose."""

    title, parameter_name = _("codes that nobody has"), "unknown"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        slug = request.GET.get(self.parameter_name)
        return [(one.slug, one.name) for one in Partner.objects.filter(slug=slug)] if slug else []

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The key is looked up first: of a name the planner does not know how many checks it stands for."""
        if not self.value():
            return queryset
        partner = list(Partner.objects.filter(slug=self.value()).values_list("pk", flat=True))
        return queryset.filter(reason=Reason.UNKNOWN_CODE, partner__in=partner)


@admin.register(Check)
class CheckAdmin(ReadOnlyAdmin):
    """Found by the number that a message or a report names; nothing is decided here."""

    roles = (Role.CITY_OFFICER, Role.PROVINCE_OFFICER, Role.AUDITOR)
    list_display = (
        "checked_at",
        "partner",
        "service",
        "verdict",
        "staff",
        "seat",
        "outcome",
        "recorder",
        "public_number",
    )
    list_filter: ClassVar = [UnknownCodes]
    search_fields = ("public_id",)
    search_help_text = _("Number of the check, in full")
    ordering = ("-id",)
    fields: ClassVar = (*list_display, "reason", "channel", "code_kind")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Check]:
        shown = ("partner", "service", "staff", "shift__pairing__window", "window", "use__staff")
        return super().get_queryset(request).select_related(*shown)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        unknown = UnknownCodes.parameter_name in request.GET
        return ("-checked_at", "-id") if unknown else self.order_of_list(request)

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
    def seat(self, row: Check) -> str:
        """Where it is known: by PIN, in the browser of a paired window, or by a system that stands there."""
        return str(row.seat or "–")

    @admin.display(description=_("outcome"))
    def outcome(self, row: Check) -> str:
        return str(row.use.get_outcome_display()) if hasattr(row, "use") else "–"

    @admin.display(description=_("recorded by"))
    def recorder(self, row: Check) -> str:
        return str(row.use.staff or "–") if hasattr(row, "use") else "–"
