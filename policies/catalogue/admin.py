"""How officials keep tiers, criteria, documents, measures and sources."""

from django.contrib import admin

from policies.catalogue.models import Criterion, Document, Measure, Source, Tier
from portal.catalogue_admin import CatalogueAdmin


@admin.register(Source)
class SourceAdmin(CatalogueAdmin):
    list_display = ("slug", "title_zh", "title_en", "is_demonstration")
    ordering = ("slug",)


@admin.register(Tier)
class TierAdmin(CatalogueAdmin):
    key_fields = ("slug", "letter")
    list_display = ("__str__", "name_zh", "name_en", "decided_by", "age_ceiling")
    ordering = ("rank",)


@admin.register(Criterion)
class CriterionAdmin(CatalogueAdmin):
    list_display = ("__str__", "category", "is_active", "slug")
    list_filter = ("tier", "category", "is_active")
    list_select_related = ("tier",)
    ordering = ("tier__rank", "order", "slug")


@admin.register(Document)
class DocumentAdmin(CatalogueAdmin):
    list_display = ("__str__", "issuer_zh", "year", "measures_total", "is_demonstration")
    list_filter = ("is_demonstration",)
    ordering = ("order", "slug")


@admin.register(Measure)
class MeasureAdmin(CatalogueAdmin):
    list_display = ("__str__", "document", "number")
    list_select_related = ("document",)
    ordering = ("document_id", "number")
