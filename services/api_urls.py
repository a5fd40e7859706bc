"""The calls of `services`, under `/api/v1/`."""

from django.urls import path

from .catalogue import api as catalogue
from .partners import api as partners

urlpatterns = [
    path("areas/", catalogue.AreaList.as_view(), name="api-area-list"),
    path("areas/<slug:slug>/", catalogue.AreaDetail.as_view(), name="api-area-detail"),
    path("services/", catalogue.ServiceList.as_view(), name="api-service-list"),
    path("services/<slug:slug>/", catalogue.ServiceDetail.as_view(), name="api-service-detail"),
    path("partner/checks/", partners.Checks.as_view(), name="api-partner-checks"),
    path("partner/uses/", partners.Uses.as_view(), name="api-partner-uses"),
]
