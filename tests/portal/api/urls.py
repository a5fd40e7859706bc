"""A few calls of the API that exist for the tests alone, beside the site's own."""

from django.core.exceptions import PermissionDenied
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from portal.api.permissions import IsPartner, IsTalent
from portal.api.serializers import StrictSerializer
from portal.api.views import ApiDetailView, ApiListView, ApiView
from portal.urls import handler400, handler404, handler429, handler500
from portal.urls import urlpatterns as of_the_site
from portal.workflow.engine import Refusal
from portal.working_days.models import WorkingDayOverride

__all__ = ["handler400", "handler404", "handler429", "handler500"]


class ChildSerializer(StrictSerializer):
    name = serializers.CharField(max_length=5)


class BodySerializer(StrictSerializer):
    tier = serializers.ChoiceField(choices=["a", "b"])
    children = ChildSerializer(many=True, required=False)
    code = serializers.CharField(read_only=True)


class DaySerializer(serializers.ModelSerializer):
    class Meta:
        model = WorkingDayOverride
        fields = ("day", "note")


class Write(ApiView):
    permission_classes = (IsTalent,)
    serializer_class = BodySerializer

    @extend_schema(responses={201: BodySerializer})
    def post(self, request):
        body = self.get_serializer(data=request.data)
        body.is_valid(raise_exception=True)
        Write.times += 1
        return Response({"times": Write.times}, status=201)

    times = 0


class Refuse(ApiView):
    permission_classes = (AllowAny,)
    serializer_class = BodySerializer
    raises = {
        "wrong_status": Refusal("wrong_status", "Already decided."),
        "not_allowed": Refusal("not_allowed", "Not you."),
        "reason_missing": Refusal("reason_missing", "Say why."),
        "denied": PermissionDenied(),
        "fault": ZeroDivisionError(),
    }

    def get(self, request, kind):
        raise self.raises[kind]


class Partner(ApiView):
    permission_classes = (IsPartner,)
    serializer_class = BodySerializer

    def get(self, request):
        return Response({"client": request.auth.client.pk})


class Days(ApiListView):
    permission_classes = (AllowAny,)
    serializer_class = DaySerializer
    ordering = ("day",)

    def get_queryset(self):
        return WorkingDayOverride.objects.all()


class Day(ApiDetailView):
    permission_classes = (AllowAny,)
    serializer_class = DaySerializer
    lookup_field = "day"

    def get_queryset(self):
        return WorkingDayOverride.objects.all()


class Forgotten(ApiView):
    serializer_class = BodySerializer

    def get(self, request):
        return Response({})


api = [
    path("api/v1/writes/", Write.as_view(), name="test-write"),
    path("api/v1/refusals/<slug:kind>/", Refuse.as_view(), name="test-refuse"),
    path("api/v1/partner/", Partner.as_view(), name="test-partner"),
    path("api/v1/days/", Days.as_view(), name="test-days"),
    path("api/v1/days/<day>/", Day.as_view(), name="test-day"),
    path("api/v1/forgotten/", Forgotten.as_view(), name="test-forgotten"),
]
urlpatterns = [*api, *of_the_site]
