"""How an official corrects the calendar: the policy administrator enters a day, every other official reads."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from portal.admin_paging import KeysetAdminMixin
from portal.audit.chain import append
from portal.catalogue_admin import CatalogueRights
from portal.working_days.models import WorkingDayOverride


@admin.register(WorkingDayOverride)
class WorkingDayOverrideAdmin(KeysetAdminMixin, CatalogueRights, admin.ModelAdmin):
    """Each change is a row of history, in the transaction of the admin's form."""

    list_display = ("day", "is_working", "note")
    list_filter: ClassVar = ["is_working"]
    ordering = ("-day",)
    actions = None

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("day",) if obj else ()

    def save_model(self, request: HttpRequest, obj: WorkingDayOverride, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        append(obj, "day_changed" if change else "day_entered", by=request.user, fields=form.changed_data)

    def delete_model(self, request: HttpRequest, obj: WorkingDayOverride) -> None:
        append(obj, "day_taken_back", by=request.user)
        super().delete_model(request, obj)
