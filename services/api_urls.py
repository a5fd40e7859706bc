"""The calls of `services`, under `/api/v1/`."""

from django.urls import path

from .partners import api as partners

urlpatterns = [
    path("partner/checks/", partners.Checks.as_view(), name="api-partner-checks"),
    path("partner/uses/", partners.Uses.as_view(), name="api-partner-uses"),
]
