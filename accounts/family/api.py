"""A holder's family by the API: who has a card or waits for one, and a code of each card."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.permissions import IsTalent
from portal.api.serializers import StrictModelSerializer
from portal.api.views import ApiDetailView, ApiListView, ApiView
from portal.signed_in import account_of
from portal.workflow.engine import Refusal, refuse_unless
from portal.workflow.table import no

from ..card.actions import show_code
from ..card.api import CodeAnswer
from ..card.models import Card
from ..card.qr import verify_url
from ..card.rules import SHOWN_NOT, is_shown, standing
from .models import FamilyMember

NO_CARD = no("no_card", _("There is no card yet: nothing is decided."))


class FamilyCard(StrictModelSerializer):
    tier = serializers.CharField(source="tier.letter")
    standing = serializers.SerializerMethodField(help_text="ok, card_suspended, card_revoked or card_expired.")

    class Meta:
        model = Card
        fields = ("number", "tier", "status", "standing", "issued_on", "expires_on")

    def get_standing(self, row: Card) -> str:
        return standing(row, timezone.localdate())


class FamilyAnswer(StrictModelSerializer):
    """Of the document only its kind: the number is read at the counter, not here."""

    id = serializers.UUIDField(source="public_id")
    promised_on = serializers.DateField(source="due_on", allow_null=True)
    card = serializers.SerializerMethodField(help_text="The newest one; null until the question is accepted.")

    class Meta:
        model = FamilyMember
        fields = ("id", "code", "relation", "name", "birth_date", "kind", "status", "promised_on", "card")

    @extend_schema_field(FamilyCard(allow_null=True))
    def get_card(self, row: FamilyMember) -> dict[str, Any] | None:
        newest = newest_card(row)
        return FamilyCard(newest).data if newest else None


def newest_card(member: FamilyMember) -> Card | None:
    """From what was fetched with the member; None where there is none."""
    return max(member.cards.all(), key=lambda card: card.pk, default=None)


class Own(ApiView):
    """The caller's own family, whatever else the caller may see as an official."""

    permission_classes = (IsTalent,)
    serializer_class: Any = FamilyAnswer
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        me = account_of(self.request)
        mine = FamilyMember.objects.visible_to(me).filter(sponsor=me)
        return mine.prefetch_related("cards__tier")


class Family(Own, ApiListView):
    ordering = ("-id",)


class OneMember(Own, ApiDetailView):
    pass


class MemberCodes(Own):
    refuses = (NO_CARD, *SHOWN_NOT.values())

    @extend_schema(request=None, responses={201: CodeAnswer})
    def post(self, request: Request, public_id: Any) -> Response:
        """A live code of the member's card, good for 60 seconds and one check; 409 where no card is valid."""
        card = newest_card(get_object_or_404(self.get_queryset(), public_id=public_id))
        if card is None:
            raise Refusal.of(NO_CARD)
        refuse_unless(is_shown(card, timezone.localdate()))
        code, row = show_code(card)
        answer = CodeAnswer({"code": code, "url": verify_url(code), "expires_at": row.expires_at})
        return Response(answer.data, status=201)
