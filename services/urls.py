"""The pages of `services`, under the name `services`."""

from django.urls import path

from .partners import holder_views

app_name = "services"
urlpatterns = [
    path("me/access-log/", holder_views.access_log, name="access-log"),
]
