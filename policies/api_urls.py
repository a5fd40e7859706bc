"""The calls of `policies`, under `/api/v1/`."""

from django.urls import path

from .catalogue import api as catalogue

urlpatterns = [
    path("tiers/", catalogue.TierList.as_view(), name="api-tier-list"),
    path("tiers/<slug:slug>/", catalogue.TierDetail.as_view(), name="api-tier-detail"),
    path("policies/", catalogue.DocumentList.as_view(), name="api-document-list"),
    path("policies/<slug:slug>/", catalogue.DocumentDetail.as_view(), name="api-document-detail"),
    path("measures/", catalogue.MeasureList.as_view(), name="api-measure-list"),
    path("measures/<slug:slug>/", catalogue.MeasureDetail.as_view(), name="api-measure-detail"),
]
