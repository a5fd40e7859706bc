"""What a holder reads by the API: who looked at the card, and what it gives."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.card.enums import CodeKind
from accounts.models import Card
from portal.api.permissions import IsTalent
from portal.api.views import ApiListView, ApiView

from ..callbacks.models import Answered
from ..catalogue.family import SELF, WHOSE
from ..catalogue.held import Held, held_by
from ..models import Check
from ..readiness.serializers import PlaceAnswer
from ..readiness.where import places_by_service
from .enums import Channel, Outcome
from .looks import NEWEST_FIRST, is_offline, looks_of


def behind(source: str, absent: Any = None, **about: Any) -> dict[str, Any]:
    """The arguments of a field that is `absent` where there is no row behind the check."""
    return {"source": source, "read_only": True, "default": absent, "allow_null": absent is None, **about}


class LookAnswer(serializers.ModelSerializer):
    partner = serializers.CharField(source="partner.name")
    desk = serializers.CharField(**behind("seat.name", help_text="Null where no window is known."))
    channel = serializers.ChoiceField(
        choices=Channel.values, help_text="`desk`: the site's desk page; `api`: the partner's own system."
    )
    service = serializers.CharField(source="service.slug")
    code_kind = serializers.ChoiceField(
        choices=["", *CodeKind.values], help_text="Empty where only the number on the card was given."
    )
    call_back = serializers.ChoiceField(
        choices=Answered.values,
        **behind("call_back.answer.answered", help_text="Who answered when the window rang back after a call."),
    )
    proxy = serializers.CharField(**behind("proxy_code.proxy.name", help_text="Whose phone showed it, else null."))
    relation = serializers.ChoiceField(
        choices=WHOSE, **behind("card.member.relation", SELF, help_text="Whose card it was.")
    )
    is_offline = serializers.SerializerMethodField(help_text="Whether it was checked without a network.")
    delivered_at = serializers.DateTimeField(
        **behind("late.delivered_at", help_text="When it came in, where it was not checked on the site itself.")
    )
    outcome = serializers.ChoiceField(
        choices=Outcome.values, **behind("use.outcome", help_text="Null before anything was recorded.")
    )

    class Meta:
        model = Check
        fields = (
            *("partner", "desk", "channel", "service", "code_kind", "call_back", "proxy", "relation"),
            *("verdict", "reason", "checked_at", "is_offline", "delivered_at", "outcome"),
        )

    def get_is_offline(self, row: Check) -> bool:
        return is_offline(row)


class AccessLog(ApiListView):
    """Who looked at my card, at which desk and by which means, when, for which service; the latest look first."""

    permission_classes: tuple[type[BasePermission], ...] = (IsTalent,)
    serializer_class = LookAnswer
    ordering = NEWEST_FIRST

    def get_queryset(self) -> Any:
        holder: Any = self.request.user
        return looks_of(holder)


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
    places = serializers.SerializerMethodField(
        help_text="Where it can be used: twenty places at most, those in the own city first."
    )

    @extend_schema_field(PlaceAnswer(many=True))
    def get_places(self, row: Held) -> Any:
        return PlaceAnswer(self.context["places"].get(row.service.pk, []), many=True).data


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
        city = card.talent.own_profile.city_id if card else None
        near = [place.pk for row in rows for place in row.places]
        where = places_by_service(near, city, timezone.now()) if near else {}
        answers = HeldAnswer(rows, many=True, context={"places": where})
        return Response({"next": None, "previous": None, "results": answers.data})
