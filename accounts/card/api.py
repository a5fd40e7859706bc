"""A talent's card by the API: look at it, show a code, suspend it."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.permissions import IsTalent
from portal.api.refusals import wrong_status
from portal.api.serializers import StrictModelSerializer
from portal.api.views import ApiView
from portal.workflow.engine import perform, refuse_unless

from .actions import show_code
from .models import Card
from .qr import verify_url
from .rules import SHOWN_NOT, is_shown, standing
from .workflow import CARD


class CardAnswer(StrictModelSerializer):
    tier = serializers.CharField(source="tier.letter")
    name = serializers.CharField(source="talent.profile.name")
    standing = serializers.SerializerMethodField(help_text="ok, card_suspended, card_revoked or card_expired.")

    class Meta:
        model = Card
        fields = ("number", "name", "tier", "status", "standing", "issued_on", "expires_on")

    def get_standing(self, row: Card) -> str:
        return standing(row, timezone.localdate())


class CodeAnswer(serializers.Serializer):
    code = serializers.CharField()
    url = serializers.URLField()
    expires_at = serializers.DateTimeField()


class OwnCard(ApiView):
    """The caller's current card, or the last one that ended; 404 without any."""

    permission_classes: tuple[type[BasePermission], ...] = (IsTalent,)
    serializer_class: Any = CardAnswer

    def card(self) -> Card:
        found = Card.objects.latest_of(self.request.user)
        if found is None:
            raise NotFound
        return found


class CardView(OwnCard):
    refuses = (NotFound,)

    @extend_schema(responses=CardAnswer)
    def get(self, request: Request) -> Response:
        return Response(CardAnswer(self.card()).data)


class CardSuspension(OwnCard):
    refuses = (NotFound, wrong_status(CARD, "suspend"))

    @extend_schema(request=None, responses={200: CardAnswer})
    def post(self, request: Request) -> Response:
        """Suspend the card at once."""
        perform(self.card(), "suspend", by=request.user)
        return Response(CardAnswer(self.card()).data)


class CardCodes(OwnCard):
    refuses = (NotFound, *SHOWN_NOT.values())

    @extend_schema(request=None, responses={201: CodeAnswer})
    def post(self, request: Request) -> Response:
        """A live code, good for 60 seconds and one check; a new one does not end the former."""
        card = self.card()
        refuse_unless(is_shown(card, timezone.localdate()))
        code, row = show_code(card)
        return Response(
            CodeAnswer({"code": code, "url": verify_url(code), "expires_at": row.expires_at}).data, status=201
        )
