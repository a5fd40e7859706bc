"""What does the API say of tiers, documents and measures? In the reader's language, read only."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from policies.catalogue.enums import Category
from policies.catalogue.models import Document, Tier


class SourceSerializer(serializers.Serializer[Any]):
    """Where a row comes from; `is_demonstration` marks examples."""

    slug = serializers.SlugField()
    title = serializers.CharField(source="citation")
    is_demonstration = serializers.BooleanField()


class CriterionSerializer(serializers.Serializer[Any]):
    slug = serializers.SlugField()
    category = serializers.ChoiceField(Category.choices)
    text = serializers.CharField()
    evidence = serializers.CharField()


class TierSerializer(serializers.Serializer[Any]):
    slug = serializers.SlugField()
    letter = serializers.CharField()
    label = serializers.CharField(source="__str__")  # type: ignore[assignment]
    name = serializers.CharField()
    summary = serializers.CharField()
    age_ceiling = serializers.IntegerField(allow_null=True)
    decided_by = serializers.ChoiceField(["province", "city"])
    criteria = serializers.SerializerMethodField()
    source = SourceSerializer()  # type: ignore[assignment]

    @extend_schema_field(CriterionSerializer(many=True))
    def get_criteria(self, tier: Tier) -> list[Any]:
        """Those in force, in the order of the page."""
        rows = [row for row in tier.criteria.all() if row.is_active]
        return list(CriterionSerializer(rows, many=True).data)


class DocumentSerializer(serializers.Serializer[Any]):
    slug = serializers.SlugField()
    title = serializers.CharField()
    is_title_translated = serializers.BooleanField()
    issuer = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    summary = serializers.CharField()
    measures_total = serializers.IntegerField(allow_null=True)
    measures = serializers.SerializerMethodField()
    text_held = serializers.BooleanField()
    follows = serializers.SlugField(source="follows.slug", default=None, allow_null=True)
    is_demonstration = serializers.BooleanField()
    source = SourceSerializer()  # type: ignore[assignment]

    @extend_schema_field(serializers.ListField(child=serializers.SlugField()))
    def get_measures(self, document: Document) -> list[str]:
        """Slugs of the measures recorded here."""
        return [measure.slug for measure in document.measures.all()]


class MeasureSerializer(serializers.Serializer[Any]):
    slug = serializers.SlugField()
    document = serializers.SlugField(source="document.slug")
    number = serializers.IntegerField()
    title = serializers.CharField()
    text = serializers.CharField()
    is_demonstration = serializers.BooleanField(source="document.is_demonstration")
    source = SourceSerializer()  # type: ignore[assignment]
