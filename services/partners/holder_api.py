"""What a holder reads by the API: who looked at the card, and what it gives."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Card
from portal.api.permissions import IsTalent
from portal.api.views import ApiListView, ApiView

from ..catalogue.held import held_by
from ..models import Check


class LookAnswer(serializers.ModelSerializer):
    partner = serializers.CharField(source="partner.name")
    service = serializers.CharField(source="service.slug")
    outcome = serializers.SerializerMethodField(help_text="Null before anything was recorded.")

    class Meta:
        model = Check
        fields = ("partner", "service", "verdict", "reason", "checked_at", "outcome")

    def get_outcome(self, row: Check) -> str | None:
        use = getattr(row, "use", None)
        return use.outcome if use else None


class AccessLog(ApiListView):
    """Who looked at my card, when, for which service."""

    permission_classes: tuple[type[BasePermission], ...] = (IsTalent,)
    serializer_class = LookAnswer
    ordering = ("-id",)

    def get_queryset(self) -> Any:
        looks = Check.objects.filter(holder=self.request.user.pk)
        return looks.select_related("partner", "service", "use")


class PlaceAnswer(serializers.Serializer):
    partner = serializers.CharField(source="partner.name")
    kind = serializers.CharField(source="partner.kind")


class HeldAnswer(serializers.Serializer):
    service = serializers.CharField(source="service.slug")
    is_allowed = serializers.BooleanField()
    is_consent_withdrawn = serializers.BooleanField(
        help_text="The tier gives it, but the holder has withdrawn the consent it needs."
    )
    limit = serializers.IntegerField(allow_null=True)
    used = serializers.IntegerField(allow_null=True)
    left = serializers.IntegerField(allow_null=True)
    companions = serializers.IntegerField()
    places = PlaceAnswer(many=True, help_text="Where it can be used.")


class HeldList(serializers.Serializer):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = HeldAnswer(many=True)


class Entitlements(ApiView):
    """What my card gives: all services on one page, none without a card."""

    permission_classes: tuple[type[BasePermission], ...] = (IsTalent,)
    serializer_class = HeldList

    @extend_schema(responses=HeldList)
    def get(self, request: Request) -> Response:
        card = Card.objects.latest_of(request.user)
        rows = held_by(card) if card else []
        return Response({"next": None, "previous": None, "results": HeldAnswer(rows, many=True).data})
