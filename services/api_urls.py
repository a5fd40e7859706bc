"""The calls of `services`, under `/api/v1/`."""

from django.urls import path

from .catalogue import api as catalogue
from .partners import api as partners
from .partners import holder_api as holder
from .requests import api as requests
from .webhooks import api as webhooks

urlpatterns = [
    path("areas/", catalogue.AreaList.as_view(), name="api-area-list"),
    path("areas/<slug:slug>/", catalogue.AreaDetail.as_view(), name="api-area-detail"),
    path("services/", catalogue.ServiceList.as_view(), name="api-service-list"),
    path("services/<slug:slug>/", catalogue.ServiceDetail.as_view(), name="api-service-detail"),
    path("me/entitlements/", holder.Entitlements.as_view(), name="api-entitlements"),
    path("me/access-log/", holder.AccessLog.as_view(), name="api-access-log"),
    path("me/requests/", requests.Requests.as_view(), name="api-request-list"),
    path("me/requests/<str:code>/", requests.OneRequest.as_view(), name="api-request-detail"),
    path("partner/requests/", requests.PartnerRequests.as_view(), name="api-partner-requests"),
    path(
        "partner/requests/<str:code>/decision/", requests.PartnerDecision.as_view(), name="api-partner-request-decision"
    ),
    path("partner/checks/", partners.Checks.as_view(), name="api-partner-checks"),
    path("partner/checks/<uuid:public_id>/photo/", partners.Photo.as_view(), name="api-partner-photo"),
    path("partner/events/", webhooks.Events.as_view(), name="api-partner-events"),
    path("partner/uses/", partners.Uses.as_view(), name="api-partner-uses"),
]
