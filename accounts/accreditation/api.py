"""A talent's applications by the API: begin, look, submit, withdraw."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from policies.models import Criterion, Tier
from portal.api.permissions import IsTalent
from portal.api.refusals import wrong_status
from portal.api.serializers import StrictModelSerializer, StrictSerializer
from portal.api.views import ApiDetailView, ApiListView, ApiView
from portal.signed_in import account_of
from portal.workflow.engine import perform
from portal.workflow.story import public_story

from .actions import ALREADY_OPEN, OF_OTHER_TIER, begin
from .enums import Status
from .models import Application
from .rules import EVIDENCE_MISSING, NO_CRITERION, PROFILE_INCOMPLETE
from .workflow import APPLICATION


class ApplicationRequest(StrictSerializer):
    tier = serializers.SlugRelatedField(slug_field="slug", queryset=Tier.objects.all())
    criteria = serializers.SlugRelatedField(
        slug_field="slug", queryset=Criterion.objects.filter(is_active=True), many=True, allow_empty=False
    )


class Event(serializers.Serializer):
    at = serializers.DateTimeField()
    action = serializers.CharField()
    label: Any = serializers.CharField()
    status = serializers.CharField(source="to_status")
    reason = serializers.CharField()


class ApplicationAnswer(StrictModelSerializer):
    """Status, history with dates, who has it now, the date promised."""

    tier: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    city = serializers.CharField(source="city.name")
    criteria: Any = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    with_whom = serializers.SerializerMethodField()
    promised_on = serializers.DateField(source="due_on", allow_null=True)

    class Meta:
        model = Application
        fields: tuple[str, ...] = (
            "code",
            "tier",
            "city",
            "status",
            "criteria",
            "with_whom",
            "promised_on",
            "submitted_at",
        )

    def get_with_whom(self, row: Application) -> str:
        return with_whom(row.status)


class ApplicationDetail(ApplicationAnswer):
    history = serializers.SerializerMethodField()

    class Meta(ApplicationAnswer.Meta):
        fields = (*ApplicationAnswer.Meta.fields, "history")

    @extend_schema_field(Event(many=True))
    def get_history(self, row: Application) -> list[dict[str, Any]]:
        return list(Event(public_story(row), many=True).data)


def with_whom(status: str) -> str:
    """`talent`, `city`, `province`, or `nobody` once it is decided."""
    places = {Status.DRAFT: "talent", Status.RETURNED: "talent", Status.SUBMITTED: "city", Status.ACCEPTED: "city"}
    return places.get(Status(status), "province" if status == Status.FORWARDED else "nobody")


class Own(ApiView):
    """The caller's own applications."""

    permission_classes = (IsTalent,)
    serializer_class: Any = ApplicationDetail
    lookup_field = "code"

    def get_queryset(self) -> Any:
        mine = Application.objects.filter(talent=account_of(self.request))
        return mine.select_related("tier", "city").prefetch_related("criteria")


class Applications(Own, ApiListView):
    refuses = (PROFILE_INCOMPLETE, ALREADY_OPEN, OF_OTHER_TIER)
    serializer_class = ApplicationAnswer
    ordering = ("-id",)

    @extend_schema(request=ApplicationRequest, responses={201: ApplicationDetail})
    def post(self, request: Request) -> Response:
        asked = ApplicationRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        made = begin(account_of(request), asked.validated_data["tier"], asked.validated_data["criteria"])
        return Response(ApplicationDetail(made).data, status=201)


class OneApplication(Own, ApiDetailView):
    pass


class ApplicationStep(Own):
    """POST takes the step; 409 with a code where it is not possible."""

    step = ""

    @extend_schema(request=None, responses={200: ApplicationDetail})
    def post(self, request: Request, code: str) -> Response:
        after = perform(get_object_or_404(self.get_queryset(), code=code), self.step, by=account_of(request))
        return Response(ApplicationDetail(after).data)


class Submission(ApplicationStep):
    step = "submit"
    refuses = (wrong_status(APPLICATION, step), PROFILE_INCOMPLETE, NO_CRITERION, EVIDENCE_MISSING)


class Withdrawal(ApplicationStep):
    step = "withdraw"
    refuses = (wrong_status(APPLICATION, step),)
