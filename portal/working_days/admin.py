"""How an official corrects the calendar."""

from typing import ClassVar

from django.contrib import admin

from portal.working_days.models import WorkingDayOverride


@admin.register(WorkingDayOverride)
class WorkingDayOverrideAdmin(admin.ModelAdmin):
    list_display = ("day", "is_working", "note")
    list_filter: ClassVar = ["is_working"]
    date_hierarchy = "day"
