"""What does the API say of areas and services? In the reader's language, read only."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from policies.catalogue.serializers import SourceSerializer
from services.catalogue.answers import answers_of
from services.catalogue.enums import Delivery, Family, Period
from services.catalogue.models import Area, Entitlement, Service
from services.catalogue.wording import summary_words


class AreaSerializer(serializers.Serializer[Any]):
    slug = serializers.SlugField()
    name = serializers.CharField()
    services = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.SlugField()))
    def get_services(self, area: Area) -> list[str]:
        """Slugs, in the order of the catalogue."""
        return [service.slug for service in area.services.all()]


class EntitlementSerializer(serializers.Serializer[Any]):
    """What one tier gets; `summary` says it in one line."""

    tier = serializers.SlugField(source="tier.slug")
    is_allowed = serializers.BooleanField()
    limit = serializers.IntegerField(allow_null=True)
    period = serializers.ChoiceField(Period.choices)
    companions = serializers.IntegerField()
    family = serializers.ChoiceField(Family.choices)
    amount_yuan = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    note = serializers.CharField()
    measure = serializers.SlugField(source="measure.slug", default=None, allow_null=True)
    summary = serializers.SerializerMethodField()

    def get_summary(self, entitlement: Entitlement) -> str:
        return summary_words(entitlement, self.context["service"])


class ServiceSerializer(serializers.Serializer[Any]):
    slug = serializers.SlugField()
    number = serializers.IntegerField()
    area = serializers.SlugField(source="area.slug")
    name = serializers.CharField()
    summary = serializers.CharField()
    delivery = serializers.ChoiceField(Delivery.choices)
    limit_unit = serializers.CharField()
    answer_days = serializers.IntegerField(allow_null=True)
    deliverer = serializers.CharField()
    conditions = serializers.SerializerMethodField()
    instructions = serializers.SerializerMethodField()
    is_working = serializers.BooleanField()
    entitlements = serializers.SerializerMethodField()
    source = SourceSerializer()  # type: ignore[assignment]

    def get_conditions(self, service: Service) -> list[str]:
        return service.conditions.splitlines()

    def get_instructions(self, service: Service) -> list[str]:
        return service.instructions.splitlines()

    @extend_schema_field(EntitlementSerializer(many=True))
    def get_entitlements(self, service: Service) -> list[Any]:
        rows = service.entitlements.all()
        return list(EntitlementSerializer(rows, many=True, context={"service": service}).data)


class ServicePageSerializer(ServiceSerializer):
    """`answers` is the JSON schema of what a request for this service must say; null where none can be sent."""

    answers = serializers.SerializerMethodField()

    @extend_schema_field({"type": "object", "nullable": True, "additionalProperties": True})
    def get_answers(self, service: Service) -> dict[str, Any] | None:
        return answers_of(service.slug)
