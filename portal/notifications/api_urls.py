"""The calls about messages, under `/api/v1/`."""

from django.urls import path

from .api import Notifications

urlpatterns = [
    path("me/notifications/", Notifications.as_view(), name="api-notifications"),
]
