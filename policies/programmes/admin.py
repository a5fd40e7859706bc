"""How officials keep programmes with their results, and published figures."""

from django.contrib import admin

from policies.programmes.models import Figure, FigureGroup, Programme, ProgrammeResult
from portal.catalogue_admin import CatalogueAdmin, CatalogueRights


class ResultInline(CatalogueRights, admin.StackedInline):
    model = ProgrammeResult
    extra = 0


class FigureInline(CatalogueRights, admin.StackedInline):
    model = Figure
    extra = 0


@admin.register(Programme)
class ProgrammeAdmin(CatalogueAdmin):
    list_display = ("__str__", "name_en", "region_zh", "source")
    list_select_related = ("source",)
    ordering = ("order",)
    inlines = (ResultInline,)


@admin.register(FigureGroup)
class FigureGroupAdmin(CatalogueAdmin):
    list_display = ("__str__", "programme", "document", "source")
    list_select_related = ("programme", "document", "source")
    ordering = ("order",)
    inlines = (FigureInline,)
