"""Requests by the API: a talent asks and looks, a partner's system answers."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.card.rules import standing
from accounts.models import Card
from portal.api.permissions import IsPartner, IsTalent, client_of
from portal.api.refusals import wrong_status
from portal.api.serializers import StrictModelSerializer, StrictSerializer
from portal.api.views import ApiDetailView, ApiListView, ApiView
from portal.audit.chain import identity
from portal.signed_in import account_of
from portal.workflow.engine import REASON_MISSING, Refusal, perform
from portal.workflow.story import Event, public_stories, public_story
from portal.workflow.table import no

from ..models import PartnerClient, Service, ServiceRequest
from ..partners.api import link_of
from ..partners.kept_calls import KeptIfAnswered
from ..partners.sandbox import sees_nobody
from ..partners.scopes import MayAnswerRequests
from .actions import NO_DESK, ask
from .agreement import FIELD, has_agreed, with_agreement
from .answers import FORMS, first_answers, form_for
from .enums import RequestStatus
from .once import ALREADY_ASKED, PLACE_ASKED, PLACE_GIVEN
from .rules import CONSENT_WITHDRAWN, NOT_ENTITLED
from .workflow import REQUEST

NO_VALID_CARD = no("no_valid_card", _("This needs a valid talent card."))


class RequestRequest(StrictSerializer):
    service = serializers.SlugRelatedField(slug_field="slug", queryset=Service.objects.filter(slug__in=FORMS))
    answers = serializers.DictField(help_text="As the JSON schema on the service's page says.")


class DecisionRequest(StrictSerializer):
    decision = serializers.ChoiceField(choices=["grant", "decline"])
    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class RequestAnswer(StrictModelSerializer):
    service = serializers.CharField(source="service.slug")
    with_whom = serializers.SerializerMethodField(help_text="Who has it now.")
    promised_on = serializers.DateField(source="due_on", allow_null=True)

    class Meta:
        model = ServiceRequest
        fields: tuple[str, ...] = ("code", "service", "status", "with_whom", "promised_on", "submitted_at")

    def get_with_whom(self, row: ServiceRequest) -> str:
        if row.status != RequestStatus.SUBMITTED:
            return ""
        return (row.partner or row.city).name


class WithStories(serializers.ListSerializer):
    """A page of requests whose histories are read at once."""

    def to_representation(self, data: Any) -> Any:
        rows = list(data)
        child: Any = self.child
        child.stories = public_stories(rows)
        return super().to_representation(rows)


class RequestDetail(RequestAnswer):
    answers = serializers.SerializerMethodField()
    history = serializers.SerializerMethodField()
    stories: dict[str, list[Event]] | None = None

    class Meta(RequestAnswer.Meta):
        fields = (*RequestAnswer.Meta.fields, "answers", "history")
        list_serializer_class = WithStories

    def get_answers(self, row: ServiceRequest) -> dict[str, Any]:
        return {name: str(value) for name, value in first_answers(row).items()}

    def get_history(self, row: ServiceRequest) -> list[dict[str, Any]]:
        story = public_story(row) if self.stories is None else self.stories[identity(row)]
        return [{"at": e.at, "action": e.action, "label": str(e.label), "reason": e.reason} for e in story]


class Own(ApiView):
    permission_classes = (IsTalent,)
    serializer_class: Any = RequestDetail
    lookup_field = "code"

    def get_queryset(self) -> Any:
        return ServiceRequest.objects.shown().filter(talent=account_of(self.request))


class Requests(Own, ApiListView):
    refuses = (NO_VALID_CARD, ALREADY_ASKED, PLACE_ASKED, NO_DESK, NOT_ENTITLED, CONSENT_WITHDRAWN)
    serializer_class = RequestAnswer
    ordering = ("-id",)

    @extend_schema(request=RequestRequest, responses={201: RequestDetail})
    def post(self, request: Request) -> Response:
        asked = RequestRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        service, given = asked.validated_data["service"], asked.validated_data["answers"]
        form = form_for(service.slug, valid_card(account_of(request)), given)
        refuse_bad(with_agreement(form, service, is_required=False), given)
        agreed = has_agreed(form)
        made = ask(form.card, service, answers=form.row(), by=account_of(request), has_agreed=agreed)
        return Response(RequestDetail(ServiceRequest.objects.shown().get(pk=made.pk)).data, status=201)


class OneRequest(Own, ApiDetailView):
    pass


class OfPartner(KeptIfAnswered, ApiView):
    """Requests asked of the calling partner."""

    permission_classes = (IsPartner, MayAnswerRequests)
    serializer_class: Any = RequestDetail

    def get_queryset(self) -> Any:
        # Read first: with the partner's number, an index gives the rows in their order.
        links = PartnerClient.objects.filter(client=client_of(self.request))
        partners = [] if sees_nobody(link_of(self.request)) else list(links.values_list("partner", flat=True))
        asked = ServiceRequest.objects.shown().filter(partner__in=partners)
        return asked.exclude(status=RequestStatus.DRAFT)


class PartnerRequests(OfPartner, ApiListView):
    ordering = ("-id",)


class PartnerDecision(OfPartner):
    """Grant or decline, in the name of the partner's system."""

    refuses = (wrong_status(REQUEST, "grant"), NOT_ENTITLED, PLACE_GIVEN, REASON_MISSING)

    @extend_schema(request=DecisionRequest, responses={200: RequestDetail})
    def post(self, request: Request, code: str) -> Response:
        asked = DecisionRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        found = get_object_or_404(self.get_queryset(), code=code)
        link = PartnerClient.objects.select_related("account").get(client=client_of(request))
        what = asked.validated_data
        perform(found, what["decision"], by=link.account, reason=what["reason"])
        return Response(RequestDetail(self.get_queryset().get(pk=found.pk)).data)


def valid_card(user: Any) -> Card:
    """The caller's valid card. Raises `Refusal("no_valid_card")`."""
    card = Card.objects.latest_of(user)
    if card is None or standing(card, timezone.localdate()) != "ok":
        raise Refusal.of(NO_VALID_CARD)
    return card


def refuse_bad(form: Any, given: dict[str, Any]) -> None:
    """A 400 that names each answer at fault, unknown ones too."""
    faults: dict[str, list[ErrorDetail]] = {
        name: [ErrorDetail(str(_("Unknown field.")), "unknown_field")] for name in given if name not in form.fields
    }
    if FIELD in form.fields and not isinstance(given.get(FIELD, False), bool):
        faults[FIELD] = [ErrorDetail(str(_("Must be true or false.")), "invalid")]
    for name, errors in form.errors.items():
        faults[name if name in form.fields else "body"] = [ErrorDetail(text, "invalid") for text in errors]
    if faults:
        raise ValidationError({"answers": faults})
