"""The calls of `accounts`, under `/api/v1/`."""

from django.urls import path

from .people import api as people

urlpatterns = [
    path("me/", people.Me.as_view(), name="api-me"),
]
