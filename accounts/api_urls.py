"""The calls of `accounts`, under `/api/v1/`."""

from django.urls import path

from .evidence import api as evidence
from .people import api as people

urlpatterns = [
    path("me/", people.Me.as_view(), name="api-me"),
    path("me/accreditations/<str:code>/evidence/", evidence.EvidenceUploads.as_view(), name="api-evidence"),
]
