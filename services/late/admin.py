"""What do officials see of uses that were delivered later? When each was done, when it came, and why it does not
count; never whose card it was."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import Role
from portal.found_by_place import FoundByPlaceAdmin
from portal.signed_in import account_of

from ..models import LateUse
from .querysets import cities_of


class IsConflict(admin.SimpleListFilter):
    title, parameter_name = _("counts"), "counts"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("no", _("No"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.in_conflict() if self.value() == "no" else queryset


@admin.register(LateUse)
class LateUseAdmin(FoundByPlaceAdmin):
    """Nothing is decided here: the officers talk to the partner, whose allowance was not exceeded."""

    roles = (Role.CITY_OFFICER, Role.PROVINCE_OFFICER, Role.AUDITOR)
    list_display = ("done_at", "partner", "service", "outcome", "conflict", "delivered_at", "public_number")
    list_filter: ClassVar = [IsConflict]
    search_fields = ("partner__search",)
    search_help_text = _("Name, pinyin or its initials, short name")
    ordering = ("-id",)
    fields = ("public_number", "check_id", "partner", "service", "outcome", "conflict", "done_at", "delivered_at")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[LateUse]:
        return super().get_queryset(request).select_related("partner__city", "check_made__service")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return self.order_of_list(request)

    def cities_seen(self, request: HttpRequest) -> list[int] | None:
        return cities_of(account_of(request))

    @admin.display(description=_("service"))
    def service(self, row: LateUse) -> str:
        return str(row.check_made.service)

    @admin.display(description=_("eligibility check"))
    def check_id(self, row: LateUse) -> str:
        return str(row.check_made.public_id)

    @admin.display(description=_("done at"))
    def done_at(self, row: LateUse) -> Any:
        return row.done_at
